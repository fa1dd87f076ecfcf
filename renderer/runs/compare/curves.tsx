/** The curves of the compared runs: two charts with one cursor and one horizontal axis, and the key of the lines. */
import { useEffect, useMemo, useState } from 'react'
import type { Text } from '../../../shared/text.ts'
import { ChartMenu } from '../../charts/chart-menu.tsx'
import { contentOf } from '../../charts/chart-picture.ts'
import { type ChartViewStore, pressKey, useChartView, ZOOM_KEYS } from '../../charts/chart-view.ts'
import type { Curve } from '../../charts/curve.ts'
import { ResetZoom } from '../../charts/reset-zoom.tsx'
import { shownOf, type ZoomAxis } from '../../charts/zoom.ts'
import { readEpochs, setChosen, toggleAllChosen, useRunList } from '../../state/run-list.ts'
import { formatMetric } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { Segments } from '../../ui/segments.tsx'
import { countOfSet, kindOf } from '../../ui/set-text.ts'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
import { LineSample } from '../line-sample.tsx'
import { markOf, type RunMark } from '../run-colors.ts'
import { figuresOf, mainFigure, type RunRow } from '../table/run-values.ts'
import { useComparedRuns, useLines } from '../use-runs.ts'
import styles from './compare.module.css'
import { ComparePlot, type PlottedRun } from './compare-plot.tsx'
import { pictureOf } from './curves-picture.ts'
import { type Line, linesOf, lineTitle, shortLineTitle } from './lines.ts'
import {
  AXES,
  type Axis,
  curveOf,
  jointCurve,
  positionsOf,
  type RunEnds,
  smooth,
  valueNear,
  zoomAxisOf,
} from './run-series.ts'

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

const JOININGS = ['mean', 'each'] as const
const JOINING_NAMES: { readonly [J in (typeof JOININGS)[number]]: Text } = {
  mean: { en: 'mean and range', ko: '평균과 범위' },
  each: { en: 'each run', ko: '하나씩' },
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
  const view = useChartView()
  // A run that trains tells its epochs itself, and has no folder at first.
  const wanted = runs.flatMap(({ info, live }) => (live ? [] : [info.run])).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stored` forgets runs that have changed
  useEffect(() => void readEpochs(wanted.split(',').filter(Boolean)), [wanted, stored])
  const lines = useLines()
  const withEpochs = useMemo(
    () =>
      lines.map((line) =>
        line.runs.map((run) => ({
          info: run.info,
          ends: run.live?.epochEnds ?? stored[run.info.run] ?? NO_EPOCHS,
        })),
      ),
    [lines, stored],
  )
  const joins = useRunList((s) => s.joins)
  const canJoin = useMemo(() => linesOf(runs, true).length < runs.length, [runs])
  const charts = chartsOf(runs, figure)
  const lineNames = lines.map((line) => `${shortLineTitle(line)} (${t(noteOf(line))})`)
  const zoomAxis = useMemo(() => zoomAxisOf(withEpochs.flat(), axis), [withEpochs, axis])
  const positions = () => withEpochs.flat().map(({ info, ends }) => positionsOf(info, ends, axis))
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
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the cursor of the charts and zoom them
        tabIndex={0}
        aria-label={t({ en: `Curves. ${ZOOM_KEYS.en}`, ko: `곡선. ${ZOOM_KEYS.ko}` })}
        onKeyDown={(event) => {
          if (event.target === event.currentTarget && pressKey(view, zoomAxis, event, positions))
            event.preventDefault()
        }}
      >
        {charts.map((name) => (
          <Chart
            key={name}
            {...{ name, withEpochs, lineNames, axis, zoomAxis, logarithmic, smoothing, view }}
          />
        ))}
        {/* All charts show the same part, so that one button is enough. */}
        <ResetZoom view={view} />
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
              view.setState({ zoom: null, cursor: null })
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
        {canJoin && (
          <Segments
            label={t({ en: 'Runs of one setting', ko: '설정이 같은 학습 기록' })}
            values={JOININGS}
            value={joins ? 'mean' : 'each'}
            nameOf={(each) => t(JOINING_NAMES[each])}
            onChange={(each) => useRunList.setState({ joins: each === 'mean' })}
          />
        )}
        <ul className={styles.runs}>
          {lines.map((line, i) => (
            <LineEntry key={line.id} line={line} place={i} isRemovable={hasChosen} />
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

interface LineEntryProps {
  readonly line: Line
  readonly place: number
  readonly isRemovable: boolean
}

/** Tells lines of one document apart. */
function noteOf({ runs }: Line): Text {
  const [{ info }] = runs as readonly [RunRow]
  return runs.length === 1
    ? { en: `seed ${info.seed}`, ko: `시드 ${info.seed}` }
    : countOfSet(info.set ? kindOf(info.set) : 'seeds', runs.length)
}

function LineEntry({ line, place, isRemovable }: LineEntryProps) {
  const t = useText()
  const title = lineTitle(line)
  const { runs } = line
  return (
    <li>
      <LineSample mark={markOf(place)} />
      <span title={title}>
        {shortLineTitle(line)} <small>{t(noteOf(line))}</small>
      </span>
      {isRemovable && (
        <button
          type="button"
          className={ui.iconButton}
          aria-label={t({ en: `Take ${title} out`, ko: `${title} 빼기` })}
          onClick={() => toggleAllChosen(runs.map((run) => run.info.run))}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </li>
  )
}

interface ChartProps {
  readonly name: string
  /** The runs of each line. */
  readonly withEpochs: readonly (readonly RunEnds[])[]
  readonly lineNames: readonly string[]
  readonly axis: Axis
  readonly zoomAxis: ZoomAxis
  readonly logarithmic: boolean
  readonly smoothing: number
  readonly view: ChartViewStore
}

function Chart(props: ChartProps) {
  const { name, withEpochs, lineNames, axis, zoomAxis, logarithmic, smoothing, view } = props
  const t = useText()
  const plotted = useMemo(
    () => withEpochs.map((runs, i): PlottedRun => plottedLine(runs, markOf(i), { name, axis, smoothing })),
    [withEpochs, name, axis, smoothing],
  )
  const count = withEpochs.flat().length
  const content = () =>
    contentOf(
      pictureOf(plotted, lineNames, {
        ...{ title: name, axis: t(AXIS_NAMES[axis]), whole: axis !== 'time', logarithmic },
        part: view.getState().zoom && shownOf(view.getState().zoom, zoomAxis),
      }),
    )
  return (
    <figure className={styles.chart}>
      <figcaption>
        <b>{name}</b>
        <CursorValues {...{ plotted, axis, view }} />
        <ChartMenu title={name} content={content} />
      </figcaption>
      <ComparePlot
        runs={plotted}
        label={t({
          en: `${name} of ${count} ${count === 1 ? 'run' : 'runs'}`,
          ko: `학습 기록 ${count}개의 ${name}`,
        })}
        logarithmic={logarithmic}
        whole={axis !== 'time'}
        axis={zoomAxis}
        view={view}
      />
    </figure>
  )
}

interface CursorValuesProps {
  readonly plotted: readonly PlottedRun[]
  readonly axis: Axis
  readonly view: ChartViewStore
}

/** The values at the cursor, or the last ones: all of a chart that is rendered when the cursor moves. */
function CursorValues({ plotted, axis, view }: CursorValuesProps) {
  const t = useText()
  const cursor = view((s) => s.cursor)
  const at = cursor ?? Number.POSITIVE_INFINITY
  return (
    <>
      <span className={styles.values}>
        {plotted.slice(0, MAX_VALUES).map(({ mark, curve, raw }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the run's sign
          <span key={i}>
            <LineSample mark={mark} />
            {formatMetric(valueNear(raw ?? curve, at))}
          </span>
        ))}
      </span>
      <span className={styles.at} aria-live="polite">
        {cursor !== null &&
          (axis === 'epoch'
            ? t({ en: `epoch ${Math.floor(cursor)}`, ko: `에포크 ${Math.floor(cursor)}` })
            : `${t(AXIS_NAMES[axis])} ${formatMetric(cursor)}`)}
      </span>
    </>
  )
}

/** Values that fit beside the name of a chart; the table of figures has all. */
const MAX_VALUES = 4

interface LineOptions {
  readonly name: string
  readonly axis: Axis
  readonly smoothing: number
}

function plottedLine(
  runs: readonly RunEnds[],
  mark: RunMark,
  { name, axis, smoothing }: LineOptions,
): PlottedRun {
  if (runs.length > 1) {
    const { mean, low, high } = jointCurve(runs, name, axis)
    const smoothed = (curve: Curve) => smooth(curve, smoothing)
    return { mark, curve: smoothed(mean), raw: null, band: { low: smoothed(low), high: smoothed(high) } }
  }
  const [{ info, ends }] = runs as readonly [RunEnds]
  const raw = curveOf(info, ends, name, axis)
  return smoothing > 0
    ? { mark, curve: smooth(raw, smoothing), raw, band: null }
    : { mark, curve: raw, raw: null, band: null }
}
