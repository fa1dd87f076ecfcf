/** What the network says while one column changes and all others stay: curves over a number, a table of categories; the figures are a table
 *  as well. */
import { useMemo, useState } from 'react'
import type { OutputPrediction } from '../../../shared/ipc/contract/index.ts'
import { pressKey, useChartView, ZOOM_KEYS } from '../../charts/chart-view.ts'
import { ResetZoom } from '../../charts/reset-zoom.tsx'
import type { ZoomAxis } from '../../charts/zoom.ts'
import { setColumn, usePredictions, type WhatIf as WhatIfState } from '../../state/predictions.ts'
import buttons from '../../ui/button.module.css'
import { formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { ComparePlot, type PlottedRun } from '../compare/compare-plot.tsx'
import { LineSample } from '../line-sample.tsx'
import { markOf } from '../run-colors.ts'
import shared from './predict.module.css'
import styles from './what-if.module.css'

/** Curves that can be told apart. */
const MAX_CURVES = 6

export function WhatIf() {
  const t = useText()
  const columns = usePredictions((s) => s.inputs?.columns ?? null)
  const chosen = usePredictions((s) => s.column)
  const whatIf = usePredictions((s) => s.whatIf)
  const problems = usePredictions((s) => s.problems)
  if (!columns) return null
  const own = columns.find(({ name }) => name === (whatIf?.column ?? chosen)) ?? columns[0]
  const isNumber = own?.type === 'number' || own?.type === 'date'
  return (
    <div className={styles.whatIf}>
      <div className={`${styles.choice} ${shared.side}`}>
        <label className={shared.field}>
          <span>{t({ en: 'Column', ko: '열' })}</span>
          <select value={own?.name} onChange={({ currentTarget }) => setColumn(currentTarget.value)}>
            {columns.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <p className={styles.note}>
          {t({
            en: 'The other values stay as they are under Predict.',
            ko: '다른 값은 예측 탭에 있는 그대로입니다.',
          })}
        </p>
        {problems.map((each) => (
          <p key={each.en} className={shared.problem} role="alert">
            {t(each)}
          </p>
        ))}
      </div>
      {!whatIf && problems.length === 0 && (
        <p className={shared.hint} role="status">
          {t({ en: 'Predicting…', ko: '예측하는 중…' })}
        </p>
      )}
      {whatIf && whatIf.values.length === 0 && (
        <p className={shared.hint}>
          {t({
            en: 'The values of this column are not known without the data of the run.',
            ko: '학습한 데이터 없이는 이 열에 어떤 값이 있는지 알 수 없습니다.',
          })}
        </p>
      )}
      {whatIf && whatIf.values.length > 0 && (
        <Output key={whatIf.column} whatIf={whatIf} isDate={own?.type === 'date'} isNumber={isNumber} />
      )}
    </div>
  )
}

interface OutputProps {
  readonly whatIf: WhatIfState
  readonly isNumber: boolean
  readonly isDate: boolean
}

interface Line {
  readonly name: string
  readonly values: readonly number[]
}

function Output({ whatIf, isNumber, isDate }: OutputProps) {
  const t = useText()
  const [index, setIndex] = useState(0)
  const view = useChartView()
  const cursor = view((s) => s.cursor)
  const [isTable, setTable] = useState(!isNumber)
  const cell = usePredictions((s) => s.cells[whatIf.column] ?? '')
  const outputs = whatIf.predictions.find((each) => each.outputs)?.outputs ?? []
  const shown = Math.min(index, Math.max(0, outputs.length - 1))
  const lines = useMemo(() => linesOf(whatIf, shown), [whatIf, shown])
  const x = useMemo(
    () => Float64Array.from(whatIf.values, (value) => (isDate ? Date.parse(value) / DAY : Number(value))),
    [whatIf, isDate],
  )
  const plotted = useMemo(
    () =>
      lines.map(
        ({ values }, i): PlottedRun => ({
          mark: markOf(i),
          curve: { x, y: Float64Array.from(values) },
          raw: null,
          band: null,
        }),
      ),
    [lines, x],
  )
  const present = isDate ? Date.parse(cell) / DAY : cell === '' ? Number.NaN : Number(cell)
  const isProbability = outputs[shown]?.kind !== 'number'
  const at = cursor === null ? null : nearest(x, cursor)
  const axis = useMemo((): ZoomAxis => ({ from: x[0]!, to: x[x.length - 1]!, least: 0 }), [x])
  return (
    <>
      {isNumber && !isTable && (
        // biome-ignore lint/a11y/useSemanticElements: a group of a chart, not of form fields
        <div
          className={styles.plot}
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the cursor of the chart and zoom it
          tabIndex={0}
          aria-label={t({
            en: `Prediction over ${whatIf.column}. ${ZOOM_KEYS.en}`,
            ko: `${whatIf.column}에 따른 예측. ${ZOOM_KEYS.ko}`,
          })}
          onKeyDown={(event) => {
            if (event.target === event.currentTarget && pressKey(view, axis, event, () => [x]))
              event.preventDefault()
          }}
        >
          <ComparePlot
            runs={plotted}
            label={whatIf.column}
            logarithmic={false}
            whole={false}
            {...(isProbability && { range: PROBABILITIES })}
            axis={axis}
            view={view}
            rest={Number.isNaN(present) ? null : present}
          />
          <ResetZoom view={view} />
        </div>
      )}
      {isTable && <Table whatIf={whatIf} lines={lines} cell={cell} />}
      <div className={styles.key}>
        {outputs.length > 1 && (
          <select
            className={shared.select}
            value={shown}
            aria-label={t({ en: 'Output', ko: 'Output' })}
            onChange={({ currentTarget }) => setIndex(Number(currentTarget.value))}
          >
            {outputs.map(({ output, target }, i) => (
              <option key={output} value={i}>
                {target}
              </option>
            ))}
          </select>
        )}
        {isNumber && (
          <button
            type="button"
            className={buttons.button}
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
          >
            {t({ en: 'As a table', ko: '표로' })}
          </button>
        )}
        {!isTable && (
          <>
            <p role="status">
              {whatIf.column} <b>{at === null ? cell : whatIf.values[at]}</b>
            </p>
            <ul>
              {lines.map(({ name, values }, i) => (
                <li key={name}>
                  <LineSample mark={markOf(i)} />
                  <span>{name}</span>
                  <code>
                    {formatMetric(
                      at === null && Number.isNaN(present) ? null : values[at ?? nearest(x, present)],
                    )}
                  </code>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  )
}

const DAY = 86_400_000
const PROBABILITIES = { from: 0, to: 1, step: 0.25 }

function Table({
  whatIf,
  lines,
  cell,
}: {
  readonly whatIf: WhatIfState
  readonly lines: readonly Line[]
  readonly cell: string
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled table has to be reachable
    <div className={styles.tableBox} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{whatIf.column}</th>
            {lines.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {whatIf.values.map((value, i) => (
            <tr key={value} data-present={value === cell || undefined}>
              <th scope="row">{value}</th>
              {lines.map(({ name, values }) => (
                <td key={name}>{formatMetric(values[i])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The number, or the probabilities of the classes that reach the highest ones. */
function linesOf({ predictions }: WhatIfState, index: number): readonly Line[] {
  const own = predictions.map(({ outputs }) => outputs?.[index])
  const first = own.find((each): each is OutputPrediction => each !== undefined)
  if (!first) return []
  if (first.kind === 'number')
    return [
      { name: first.target, values: own.map((each) => (each?.kind === 'number' ? each.value : Number.NaN)) },
    ]
  const names = first.kind === 'classes' ? first.classes : first.labels
  const lines = names.map((name, i) => ({
    name,
    values: own.map((each) => (each && each.kind !== 'number' ? each.probabilities[i]! : Number.NaN)),
  }))
  const highest = ({ values }: Line) => Math.max(...values.filter((value) => !Number.isNaN(value)), 0)
  return lines.length <= MAX_CURVES
    ? lines
    : [...lines].sort((a, b) => highest(b) - highest(a)).slice(0, MAX_CURVES)
}

function nearest(x: Float64Array, value: number): number {
  let best = 0
  for (let i = 1; i < x.length; i++) if (Math.abs(x[i]! - value) < Math.abs(x[best]! - value)) best = i
  return best
}
