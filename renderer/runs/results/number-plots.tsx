/** Predicted numbers as points: against the true ones, and their residuals by any column, with bands of quantiles or boxes. */
import { useMemo, useState } from 'react'
import type { ColumnType } from '../../../shared/data/columns.ts'
import { percentile } from '../../../shared/evaluation/bootstrap.ts'
import { groupingByNumber, groupingByText, type RowGroup } from '../../../shared/evaluation/row-groups.ts'
import type { Evaluation, EvaluationPoints } from '../../../shared/ipc/contract/index.ts'
import { atOnce } from '../../../shared/random/slices.ts'
import { type Text, untranslated } from '../../../shared/text.ts'
import type { Cell } from '../../charts/chart-content.ts'
import { showRows } from '../../state/evaluations.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { Plot, type PlotLibrary, type PlotPoints } from '../../ui/plot.tsx'
import { useText } from '../../ui/text.ts'
import { AsTable } from './as-table.tsx'
import { Choice } from './choice.tsx'
import { ResultMenu } from './result-menu.tsx'
import styles from './results.module.css'
import { type SliceFilter, sliceValueText } from './slice-text.ts'
import { useAnswer } from './use-answer.ts'

/** Rows that are drawn one by one; more are counted in hexagons. */
const MAX_DOTS = 1500
/** Categories with a box of their own. */
const MAX_BOXES = 12

interface Point {
  readonly truth: number
  readonly predicted: number
}

const pointsOf = ({ truth, predicted }: EvaluationPoints): readonly Point[] =>
  Array.from(truth, (value, i) => ({ truth: value, predicted: predicted[i]! })).sort(
    (a, b) => a.truth - b.truth,
  )

interface Props {
  readonly evaluation: Evaluation
  readonly output: string
}

export function NumberPlots({ evaluation, output }: Props) {
  const t = useText()
  const [column, setColumn] = useState<string | null>(null)
  const query = { run: evaluation.run, evaluation: evaluation.id, output, column, seed: 0 }
  const { answer, problems, isLoading } = useAnswer(JSON.stringify(query), (engine) =>
    engine.evaluationPoints(query),
  )
  if (problems.length > 0)
    return (
      <section className={styles.block}>
        {problems.map((text) => (
          <p key={text.en} className={styles.note}>
            {t(text)}
          </p>
        ))}
      </section>
    )
  if (!answer) return null
  return (
    <>
      <PredictedPlot points={answer} />
      <ResidualPlot points={answer} {...{ column, setColumn, isLoading }} />
    </>
  )
}

function PredictedPlot({ points: answer }: { readonly points: EvaluationPoints }) {
  const t = useText()
  const values = useMemo(() => pointsOf(answer), [answer])
  const isCounted = values.length > MAX_DOTS
  const options = useMemo(() => {
    const all = values.flatMap(({ truth, predicted }) => [truth, predicted])
    const ends = all.reduce(
      ([low, high], value) => [Math.min(low!, value), Math.max(high!, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    )
    return (plot: PlotLibrary) => ({
      ...{ marginLeft: 56, opacity: { range: [0.12, 1] } },
      x: { domain: ends, ticks: 5, label: t({ en: 'true', ko: '정답' }) },
      y: { domain: ends, ticks: 5, grid: true, label: t({ en: 'predicted', ko: '예측' }) },
      marks: [
        isCounted
          ? plot.hexagon(
              values,
              plot.hexbin(
                { fillOpacity: 'count' },
                { x: 'truth', y: 'predicted', fill: 'var(--accent)', binWidth: 12 },
              ),
            )
          : plot.dot(values, { x: 'truth', y: 'predicted', r: 2, fill: 'var(--accent)', fillOpacity: 0.5 }),
        plot.line(
          [ends, ends].map((_, i) => [ends[i]!, ends[i]!]),
          {
            ...{ stroke: 'var(--ink3)', strokeDasharray: '2 3' },
          },
        ),
      ],
    })
  }, [values, isCounted, t])
  const points = useMemo(
    (): PlotPoints<Point> => ({
      values,
      x: ({ truth }) => truth,
      y: ({ predicted }) => predicted,
      textOf: ({ truth, predicted }) =>
        t({
          en: `true ${formatMetric(truth)}, predicted ${formatMetric(predicted)}, residual ${formatMetric(predicted - truth)}`,
          ko: `정답 ${formatMetric(truth)}, 예측 ${formatMetric(predicted)}, 잔차 ${formatMetric(predicted - truth)}`,
        }),
      onOpen: ({ truth, predicted }) =>
        void showRows(
          {
            en: `True ${formatMetric(truth)}, predicted ${formatMetric(predicted)}`,
            ko: `정답 ${formatMetric(truth)}, 예측 ${formatMetric(predicted)}`,
          },
          { truthRange: [truth, truth], predictedRange: [predicted, predicted] },
        ),
    }),
    [values, t],
  )
  return (
    <section className={styles.block}>
      <h3>
        {t({ en: 'Predicted and true', ko: '예측과 정답' })}
        <small>{t(sampleText(answer))}</small>
        <ResultMenu
          title={t({ en: 'Predicted and true', ko: '예측과 정답' })}
          isSquare
          options={options}
          table={() => ({
            columns: [t({ en: 'true', ko: '정답' }), t({ en: 'predicted', ko: '예측' })],
            rows: values.map(({ truth, predicted }) => [truth, predicted]),
          })}
        />
      </h3>
      <Plot
        label={t({
          en: 'Predicted by true number. Left and Right go from row to row, Enter shows the row.',
          ko: '정답에 따른 예측. 왼쪽과 오른쪽 화살표로 행을 옮기고, Enter로 행을 봅니다.',
        })}
        height={280}
        options={options}
        points={points}
        caption={t({ en: 'On the dotted line predictions are right.', ko: '점선 위의 예측은 정확합니다.' })}
      />
    </section>
  )
}

const sampleText = ({ total, truth }: EvaluationPoints): Text =>
  truth.length < total
    ? {
        en: `${formatCount(truth.length)} of ${formatCount(total)} rows, drawn at random`,
        ko: `행 ${formatCount(total)}개 중 무작위 ${formatCount(truth.length)}개`,
      }
    : { en: `${formatCount(total)} rows`, ko: `행 ${formatCount(total)}개` }

/** What residuals are drawn over. */
interface Across {
  readonly type: ColumnType
  /** null: texts. */
  readonly numbers: Float64Array | null
  readonly groups: readonly RowGroup[]
}

function acrossOf({ predicted, values }: EvaluationPoints): Across {
  if (values?.type === 'text')
    return { type: 'text', numbers: null, groups: atOnce(groupingByText(values.texts, MAX_BOXES)) }
  const numbers = values ? values.numbers : predicted
  return { type: values?.type ?? 'number', numbers, groups: atOnce(groupingByNumber(numbers)) }
}

/** The residuals of the rows of a group. */
interface Band {
  readonly index: number
  readonly name: Text
  readonly rows: number
  /** Place across: the median of the numbers. */
  readonly x: number
  readonly low: number
  readonly median: number
  readonly high: number
  readonly key: RowGroup['key']
}

function bandsOf({ truth, predicted }: EvaluationPoints, { type, numbers, groups }: Across): Band[] {
  return groups.map(({ key, places }, index) => {
    const residuals = Float64Array.from(places, (place) => predicted[place]! - truth[place]!).sort()
    const across = numbers ? Float64Array.from(places, (place) => numbers[place]!).sort() : null
    return {
      ...{ index, key, rows: places.length },
      name: sliceValueText(filterOf('', key), type, 'table'),
      x: across ? percentile(across, 0.5) : index,
      low: percentile(residuals, 0.1),
      median: percentile(residuals, 0.5),
      high: percentile(residuals, 0.9),
    }
  })
}

const filterOf = (column: string, key: RowGroup['key']): SliceFilter =>
  'range' in key
    ? { column, range: [...key.range] as [number, number] }
    : { column, values: [...key.values], ...(key.isOther && { isOther: true }) }

interface ResidualProps {
  readonly points: EvaluationPoints
  readonly column: string | null
  readonly setColumn: (column: string | null) => void
  readonly isLoading: boolean
}

function ResidualPlot({ points: answer, column, setColumn, isLoading }: ResidualProps) {
  const t = useText()
  const across = useMemo(() => acrossOf(answer), [answer])
  const bands = useMemo(() => bandsOf(answer, across), [answer, across])
  const drawn = useMemo(() => bands.filter(({ x }) => Number.isFinite(x)), [bands])
  const label = answer.values === null || column === null ? t(PREDICTED) : column
  const options = useMemo(
    () => residualOptions(answer, across, drawn, label, t),
    [answer, across, drawn, label, t],
  )
  const points = useMemo(
    (): PlotPoints<Band> => ({
      values: drawn,
      x: ({ x }) => x,
      y: ({ median }) => median,
      textOf: ({ name, rows, low, median, high }) =>
        t({
          en: `${label} ${name.en}: ${formatCount(rows)} rows, residual ${formatMetric(median)}, of most ${formatMetric(low)} to ${formatMetric(high)}`,
          ko: `${label} ${name.ko}: 행 ${formatCount(rows)}개, 잔차 ${formatMetric(median)}, 대부분 ${formatMetric(low)}–${formatMetric(high)}`,
        }),
      onOpen: ({ key, name }) =>
        void showRows(
          { en: `${label} ${name.en}`, ko: `${label} ${name.ko}` },
          column === null
            ? 'range' in key
              ? { predictedRange: [...key.range] as [number, number] }
              : {}
            : { slice: filterOf(column, key) },
        ),
    }),
    [drawn, label, column, t],
  )
  return (
    <section className={styles.block} aria-busy={isLoading}>
      <h3>
        {t({ en: 'Residuals by', ko: '잔차:' })}
        <Choice
          label={t({ en: 'Column', ko: '열' })}
          value={column ?? ''}
          options={[['', t(PREDICTED)], ...answer.columns.map((name) => [name, name] as const)]}
          onChange={(value) => setColumn(value === '' ? null : value)}
        />
        <ResultMenu
          title={t({ en: `Residuals by ${label}`, ko: `${label}에 따른 잔차` })}
          options={options}
          table={() => ({
            columns: [label, t({ en: 'predicted − true', ko: '예측 − 정답' })],
            rows: residualRows(answer, across),
          })}
        />
      </h3>
      <Plot
        label={t({
          en: `Residuals by ${label}. Left and Right go from group to group, Enter shows its rows.`,
          ko: `${label}에 따른 잔차. 왼쪽과 오른쪽 화살표로 그룹을 옮기고, Enter로 행을 봅니다.`,
        })}
        height={280}
        options={options}
        points={points}
        caption={t({
          en: across.numbers
            ? 'Line: median of predicted − true. Band: 8 of 10 rows.'
            : 'Boxes: middle half of predicted − true, line at the median.',
          ko: across.numbers
            ? '선: 예측 − 정답의 중앙값. 띠: 10개 중 8개 행.'
            : '상자: 예측 − 정답의 가운데 절반, 선은 중앙값.',
        })}
      />
      <AsTable
        columns={[
          label,
          t({ en: 'rows', ko: '행' }),
          t({ en: '10 %', ko: '10 %' }),
          t({ en: 'median', ko: '중앙값' }),
          t({ en: '90 %', ko: '90 %' }),
        ]}
        rows={bands.map(({ name, rows, low, median, high }) => [
          t(name),
          formatCount(rows),
          ...[low, median, high].map(formatMetric),
        ])}
      />
    </section>
  )
}

/** The value across and the residual of each row; a missing value is an empty cell. */
function residualRows(
  { truth, predicted, values }: EvaluationPoints,
  { type, numbers }: Across,
): readonly (readonly Cell[])[] {
  const acrossAt = (i: number): Cell => {
    if (!numbers) return values?.type === 'text' ? (values.texts[i] ?? null) : null
    const value = numbers[i]!
    if (Number.isNaN(value)) return null
    return type === 'date' ? new Date(value).toISOString() : value
  }
  return Array.from(truth, (value, i) => [acrossAt(i), predicted[i]! - value])
}

const PREDICTED: Text = { en: 'the predicted number', ko: '예측한 수' }

const residualOptions =
  (
    { truth, predicted }: EvaluationPoints,
    { type, numbers, groups }: Across,
    bands: readonly Band[],
    label: string,
    t: (text: Text) => string,
  ) =>
  (plot: PlotLibrary) => {
    const y = { ticks: 5, grid: true, label: t({ en: 'predicted − true', ko: '예측 − 정답' }) }
    const zero = plot.ruleY([0], { stroke: 'var(--ink3)' })
    if (!numbers) {
      const rows = groups.flatMap(({ places }, group) =>
        Array.from(places, (place) => ({ group, residual: predicted[place]! - truth[place]! })),
      )
      const name = (group: number) => t(bands[group]?.name ?? untranslated('')).replace(/^= /, '')
      return {
        ...{ marginLeft: 56, marginBottom: 60, y },
        x: {
          ...{ domain: groups.map((_, group) => group), label: null, tickRotate: -25, tickSize: 0 },
          tickFormat: (group: number) =>
            name(group).length > 14 ? `${name(group).slice(0, 13)}…` : name(group),
        },
        marks: [
          zero,
          plot.boxY(rows, {
            x: 'group',
            y: 'residual',
            fill: 'var(--accent-soft)',
            stroke: 'var(--accent)',
            r: 1.5,
          }),
        ],
      }
    }
    const isDate = type === 'date'
    const rows = Array.from(numbers, (value, i) => ({
      x: isDate ? new Date(value) : value,
      residual: predicted[i]! - truth[i]!,
    })).filter(({ x }) => !Number.isNaN(Number(x)))
    const at = ({ x }: Band) => (isDate ? new Date(x) : x)
    return {
      ...{ marginLeft: 56, y, opacity: { range: [0.12, 1] } },
      x: { ticks: 5, label, ...(isDate && { type: 'utc' as const }) },
      marks: [
        rows.length > MAX_DOTS
          ? plot.hexagon(
              rows,
              plot.hexbin(
                { fillOpacity: 'count' },
                { x: 'x', y: 'residual', fill: 'var(--ink3)', binWidth: 12 },
              ),
            )
          : plot.dot(rows, { x: 'x', y: 'residual', r: 2, fill: 'var(--ink3)', fillOpacity: 0.5 }),
        plot.areaY(bands, { x: at, y1: 'low', y2: 'high', fill: 'var(--accent)', fillOpacity: 0.2 }),
        plot.line(bands, { x: at, y: 'median', stroke: 'var(--accent)', strokeWidth: 2 }),
        zero,
      ],
    }
  }
