/** The curves of the compared runs: two charts with one cursor, and the key of the lines. */
import { useEffect, useMemo, useState } from 'react'
import type { Text } from '../../../shared/text.ts'
import { readEpochs, setChosen, toggleChosen, useRunList } from '../../state/run-list.ts'
import { formatMetric } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
import { LineSample } from '../line-sample.tsx'
import { markOf } from '../run-colors.ts'
import { figuresOf, mainFigure, type RunRow, shortTitleOf, titleOf } from '../table/run-values.ts'
import { useComparedRuns } from '../use-runs.ts'
import styles from './compare.module.css'
import { ComparePlot, type PlottedRun } from './compare-plot.tsx'
import { AXES, type Axis, curveOf, positionsOf, smooth, valueNear } from './run-series.ts'

const AXIS_NAMES: { readonly [A in Axis]: Text } = {
  epoch: { en: 'epoch', ko: '에포크' },
  step: { en: 'step', ko: '스텝' },
  time: { en: 'time (s)', ko: '시간(초)' },
}

const SCALES = ['linear', 'log'] as const
const SCALE_NAMES: { readonly [S in (typeof SCALES)[number]]: Text } = {
  linear: { en: 'linear', ko: '선형' },
  log: { en: 'log', ko: '로그' },
}

const NO_EPOCHS: readonly never[] = []

/** Names of figures; the loss is always the first chart. */
function chartsOf(runs: readonly RunRow[], figure: string | null): readonly string[] {
  const figures = figuresOf(runs)
  const loss = figures.find((name) => name === 'val_loss') ?? figures.find((name) => name.endsWith('loss'))
  const second = figure !== null && figures.includes(figure) ? figure : mainFigure(figures)
  return [...new Set([loss, second].filter((name) => name !== undefined && name !== null))] as string[]
}

export function Curves() {
  const t = useText()
  const runs = useComparedRuns()
  const figure = useRunList((s) => s.figure)
  const stored = useRunList((s) => s.epochs)
  const hasChosen = useRunList((s) => s.chosen.length > 0)
  const [axis, setAxis] = useState<Axis>('epoch')
  const [logarithmic, setLogarithmic] = useState(false)
  const [smoothing, setSmoothing] = useState(0)
  const [cursor, setCursor] = useState<number | null>(null)
  const wanted = runs.map(({ info }) => info.run).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stored` forgets runs that have changed
  useEffect(() => void readEpochs(wanted.split(',').filter(Boolean)), [wanted, stored])
  const withEpochs = useMemo(
    () => runs.map((run) => ({ run, ends: run.live?.epochEnds ?? stored[run.info.run] ?? NO_EPOCHS })),
    [runs, stored],
  )
  const charts = chartsOf(runs, figure)
  const step = (direction: 1 | -1) => {
    const all = [
      ...new Set(withEpochs.flatMap(({ run, ends }) => [...positionsOf(run.info, ends, axis)])),
    ].sort((a, b) => a - b)
    if (all.length === 0) return
    const from = cursor ?? (direction > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)
    const next = direction > 0 ? all.find((x) => x > from + 1e-9) : all.filter((x) => x < from - 1e-9).at(-1)
    setCursor(next ?? (direction > 0 ? all.at(-1)! : all[0]!))
  }
  if (runs.length === 0)
    return (
      <p className={styles.empty}>
        {t({
          en: 'Choose runs with Space or their boxes to compare their curves.',
          ko: '상자나 스페이스 키로 학습 기록을 골라 곡선을 비교하세요.',
        })}
      </p>
    )
  return (
    <div className={styles.curves}>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of charts, not of form fields */}
      <div
        className={styles.charts}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the cursor of the charts
        tabIndex={0}
        aria-label={t({
          en: 'Curves. Left and Right move the cursor.',
          ko: '곡선. 왼쪽과 오른쪽 화살표로 커서를 옮깁니다.',
        })}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
          event.preventDefault()
          step(event.key === 'ArrowRight' ? 1 : -1)
        }}
      >
        {charts.map((name) => (
          <Chart
            key={name}
            {...{ name, withEpochs, axis, logarithmic, smoothing, cursor }}
            onCursor={setCursor}
          />
        ))}
      </div>
      <div className={styles.key}>
        <div className={styles.options}>
          <Segments
            label={t({ en: 'Horizontal axis', ko: '가로축' })}
            values={AXES}
            value={axis}
            nameOf={(each) => t(AXIS_NAMES[each])}
            onChange={(each) => {
              setAxis(each)
              setCursor(null)
            }}
          />
          <Segments
            label={t({ en: 'Vertical axis', ko: '세로축' })}
            values={SCALES}
            value={logarithmic ? 'log' : 'linear'}
            nameOf={(each) => t(SCALE_NAMES[each])}
            onChange={(each) => setLogarithmic(each === 'log')}
          />
          <label className={styles.smoothing}>
            {t({ en: 'smoothing', ko: '평활' })}
            <input
              type="range"
              min={0}
              max={0.99}
              step={0.01}
              value={smoothing}
              onChange={(event) => setSmoothing(Number(event.currentTarget.value))}
            />
            <output>{smoothing.toFixed(2)}</output>
          </label>
        </div>
        <ul className={styles.runs}>
          {runs.map((run, i) => (
            <li key={run.info.run}>
              <LineSample mark={markOf(i)} />
              <span title={titleOf(run)}>
                {shortTitleOf(run)}{' '}
                <small>{t({ en: `seed ${run.info.seed}`, ko: `시드 ${run.info.seed}` })}</small>
              </span>
              {hasChosen && (
                <button
                  type="button"
                  className={ui.iconButton}
                  aria-label={t({ en: `Take ${titleOf(run)} out`, ko: `${titleOf(run)} 빼기` })}
                  onClick={() => toggleChosen(run.info.run)}
                >
                  <Icon name="close" size={12} />
                </button>
              )}
            </li>
          ))}
        </ul>
        {runs.length > 1 && hasChosen && (
          <button type="button" className={styles.link} onClick={() => setChosen([])}>
            {t({ en: 'Compare none', ko: '비교 끝내기' })}
          </button>
        )}
      </div>
    </div>
  )
}

interface ChartProps {
  readonly name: string
  readonly withEpochs: readonly { readonly run: RunRow; readonly ends: RunEpochs }[]
  readonly axis: Axis
  readonly logarithmic: boolean
  readonly smoothing: number
  readonly cursor: number | null
  onCursor(position: number | null): void
}
type RunEpochs = Parameters<typeof curveOf>[1]

function Chart({ name, withEpochs, axis, logarithmic, smoothing, cursor, onCursor }: ChartProps) {
  const t = useText()
  const plotted = useMemo(
    () =>
      withEpochs.map(({ run, ends }, i): PlottedRun => {
        const raw = curveOf(run.info, ends, name, axis)
        return smoothing > 0
          ? { mark: markOf(i), curve: smooth(raw, smoothing), raw }
          : { mark: markOf(i), curve: raw, raw: null }
      }),
    [withEpochs, name, axis, smoothing],
  )
  const values = plotted.map(({ curve, raw }) => valueNear(raw ?? curve, cursor ?? Number.POSITIVE_INFINITY))
  return (
    <figure className={styles.chart}>
      <figcaption>
        <b>{name}</b>
        <span className={styles.values}>
          {plotted.slice(0, MAX_VALUES).map(({ mark }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the run's sign
            <span key={i}>
              <LineSample mark={mark} />
              {formatMetric(values[i])}
            </span>
          ))}
        </span>
        <span className={styles.at} aria-live="polite">
          {cursor !== null &&
            (axis === 'epoch'
              ? t({ en: `epoch ${Math.floor(cursor)}`, ko: `에포크 ${Math.floor(cursor)}` })
              : `${t(AXIS_NAMES[axis])} ${formatMetric(cursor)}`)}
        </span>
      </figcaption>
      <ComparePlot
        runs={plotted}
        label={t({ en: `${name} of ${plotted.length} runs`, ko: `학습 기록 ${plotted.length}개의 ${name}` })}
        logarithmic={logarithmic}
        whole={axis !== 'time'}
        cursor={cursor}
        onCursor={onCursor}
      />
    </figure>
  )
}

/** Values that fit beside the name of a chart; the table of figures has all. */
const MAX_VALUES = 4
