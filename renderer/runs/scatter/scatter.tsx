/** The shown runs by any two of their values. A point shows its run, and a press on it selects the run. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../shared/text.ts'
import { PlotMenu } from '../../charts/plot-menu.tsx'
import { setScatter, toggleGroup, useRunList } from '../../state/run-list.ts'
import { formatMetric } from '../../ui/format.ts'
import { Plot, type PlotLibrary, type PlotPoints } from '../../ui/plot.tsx'
import { shortLabels } from '../../ui/short-labels.ts'
import { useText } from '../../ui/text.ts'
import compare from '../compare/compare.module.css'
import { placesIn } from '../compare/lines.ts'
import { AsTable } from '../results/as-table.tsx'
import { markOf } from '../run-colors.ts'
import { FACT_NAMES, runColumns } from '../table/run-columns.ts'
import { type RunRow, titleOf } from '../table/run-values.ts'
import { useLines, useShownRuns, useTableItems } from '../use-runs.ts'
import styles from './scatter.module.css'
import { firstAxes, NUMBER_FACTS, type ScatterAxis, type ScatterPoint, scatterOf } from './scatter-points.ts'

/** The shown runs that have ended, the same array as long as they are the same: figures of a run that trains change several times a second,
 *  and thousands of points are not drawn as often. */
function useEndedRuns(): readonly RunRow[] {
  const ended = useShownRuns().rows.filter(({ live }) => live === null)
  const last = useRef(ended)
  const isSame = ended.length === last.current.length && ended.every((run, i) => run === last.current[i])
  if (!isSame) last.current = ended
  return last.current
}

/** Runs that the table lists; the table above has all. */
const MAX_LISTED = 200

export function Scatter() {
  const t = useText()
  const rows = useEndedRuns()
  const wanted = useRunList((s) => s.scatter)
  const figure = useRunList((s) => s.figure)
  const columns = useMemo(() => runColumns(rows, null, figure), [rows, figure])
  const first = firstAxes(rows, columns.settings, columns.figure)
  const [x, y] = [wanted.x ?? first.x, wanted.y ?? first.y]
  const scatter = useMemo(() => scatterOf(rows, x, y), [rows, x, y])
  const isLogarithmic = {
    x: wanted.logX && scatter.x.canBeLogarithmic,
    y: wanted.logY && scatter.y.canBeLogarithmic,
  }
  const options = usePlotOptions(scatter, isLogarithmic.x, isLogarithmic.y)
  const points = usePlotPoints(scatter)
  const place = useRef<HTMLDivElement>(null)
  const height = useHeight(place)
  const text = (run: RunRow) =>
    `${titleOf(run)} · ${t({ en: `seed ${run.info.seed}`, ko: `시드 ${run.info.seed}` })}`
  return (
    <div className={compare.curves}>
      <div ref={place} className={styles.place}>
        {height > 0 && (
          <>
            <PlotMenu
              title={t({ en: `${y} by ${x}`, ko: `${x}에 따른 ${y}` })}
              about=""
              options={options}
              table={() => ({
                columns: [t({ en: 'Run', ko: '학습 기록' }), x, y],
                rows: scatter.points.map((point) => [text(point.run), point.x, point.y]),
              })}
            />
            <Plot
              label={t({
                en: `${y} by ${x} of ${scatter.points.length} runs. Left and Right go from run to run, Enter selects it.`,
                ko: `학습 기록 ${scatter.points.length}개의 ${x}에 따른 ${y}. 왼쪽과 오른쪽 화살표로 옮기고 Enter로 고릅니다.`,
              })}
              height={height}
              options={options}
              points={points}
              caption={t(
                scatter.points.length === 0
                  ? { en: 'No run has both values.', ko: '두 값이 모두 있는 학습 기록이 없습니다.' }
                  : scatter.points.length < rows.length
                    ? {
                        en: `${scatter.points.length} of ${rows.length} runs have both values.`,
                        ko: `학습 기록 ${rows.length}개 중 ${scatter.points.length}개에 두 값이 있습니다.`,
                      }
                    : {
                        en: 'A press on a point selects its run.',
                        ko: '점을 누르면 그 학습 기록을 고릅니다.',
                      },
              )}
            />
          </>
        )}
      </div>
      <div className={compare.key}>
        <AxisChoice
          label={{ en: 'Vertical', ko: '세로' }}
          value={y}
          available={columns.available}
          axis={scatter.y}
          isLogarithmic={isLogarithmic.y}
          onChange={(name) => setScatter({ y: name })}
          onLogarithmic={(logY) => setScatter({ logY })}
        />
        <AxisChoice
          label={{ en: 'Horizontal', ko: '가로' }}
          value={x}
          available={columns.available}
          axis={scatter.x}
          isLogarithmic={isLogarithmic.x}
          onChange={(name) => setScatter({ x: name })}
          onLogarithmic={(logX) => setScatter({ logX })}
        />
        <AsTable
          columns={[t({ en: 'Run', ko: '학습 기록' }), x, y]}
          rows={scatter.points
            .slice(0, MAX_LISTED)
            .map((point) => [text(point.run), placeText(point.x), placeText(point.y)])}
        />
      </div>
    </div>
  )
}

const placeText = (place: number | string): string =>
  typeof place === 'number' ? formatMetric(place) : place

function usePlotOptions({ x, y, points }: ReturnType<typeof scatterOf>, logX: boolean, logY: boolean) {
  const lines = useLines()
  const hasChosen = useRunList((s) => s.chosen.length > 0)
  const marked = JSON.stringify([...placesIn(hasChosen ? lines : [])])
  return useMemo(() => {
    const places = new Map(JSON.parse(marked) as [RunId, number][])
    const colorOf = ({ run }: ScatterPoint) => {
      const place = places.get(run.info.run)
      return place === undefined ? 'var(--accent)' : `var(${markOf(place).color})`
    }
    // A compared run is larger, so that its colour says nothing alone.
    const radius = ({ run }: ScatterPoint) => (places.has(run.info.run) ? 6 : 4)
    return (plot: PlotLibrary) => ({
      marginLeft: 12 + CHARACTER * charactersAtLeft(y, points),
      inset: 8,
      x: { ...scaleOf(x, logX, roomBelow(x)), label: x.name },
      // An axis of names would have its label turned, in the middle of what may be a low figure.
      y: { ...scaleOf(y, logY, MAX_LEFT), label: y.name, labelAnchor: 'top' as const, grid: true },
      marks: [
        plot.dot(points, {
          x: 'x',
          y: 'y',
          r: radius,
          fill: colorOf,
          fillOpacity: 0.55,
          stroke: colorOf,
        }),
      ],
    })
  }, [x, y, points, logX, logY, marked])
}

/** Width of a character of a tick, in pixels. */
const CHARACTER = 7
/** Characters of a name at the left. */
const MAX_LEFT = 26
/** Characters of all names below together. */
const MAX_BELOW = 44

const roomBelow = ({ categories }: ScatterAxis): number =>
  Math.max(6, Math.floor(MAX_BELOW / Math.max(1, categories?.length ?? 1)))

/** The names of an axis as its ticks have them; the table has the whole ones. */
const shortNames = ({ categories }: ScatterAxis, room: number): readonly string[] =>
  shortLabels(categories ?? [], room)

/** Digits of a tick. */
const DIGITS = 6
const tickText = (value: number): string => String(Number(value.toPrecision(DIGITS)))

/** Of the longest tick: a name, or a number between the least and the greatest one, which may have more digits after its point. */
function charactersAtLeft(axis: ScatterAxis, points: readonly ScatterPoint[]): number {
  const longest = (texts: readonly string[], least: number) =>
    texts.reduce((most, { length }) => Math.max(most, length), least)
  return axis.categories === null
    ? longest(
        points.map(({ y }) => tickText(Number(y))),
        '0.'.length + DIGITS,
      )
    : longest(shortNames(axis, MAX_LEFT), 4)
}

/** @param room characters of a name */
function scaleOf(axis: ScatterAxis, isLogarithmic: boolean, room: number) {
  const { categories, ticks } = axis
  if (categories !== null) {
    const names = shortNames(axis, room)
    return { type: 'point' as const, domain: categories, tickFormat: (_: string, i: number) => names[i] }
  }
  return isLogarithmic
    ? { type: 'log' as const, ticks: ticks ?? 4, tickFormat: tickText }
    : { type: 'linear' as const, ticks: ticks ?? 5, nice: ticks === null, tickFormat: tickText }
}

function usePlotPoints({ x, y, points }: ReturnType<typeof scatterOf>): PlotPoints<ScatterPoint> {
  const t = useText()
  const items = useTableItems()
  const latest = useRef(items)
  latest.current = items
  return useMemo(
    () => ({
      values: points,
      x: (point) => point.x,
      y: (point) => point.y,
      textOf: (point) => {
        const { info } = point.run
        return t({
          en: `${titleOf(point.run)}, seed ${info.seed}: ${x.name} ${placeText(point.x)}, ${y.name} ${placeText(point.y)}`,
          ko: `${titleOf(point.run)}, 시드 ${info.seed}: ${x.name} ${placeText(point.x)}, ${y.name} ${placeText(point.y)}`,
        })
      },
      onOpen: ({ run }) => {
        const hiding = latest.current.find(
          (item) => item.kind === 'group' && !item.isOpen && item.group.runs.some((each) => each === run),
        )
        if (hiding?.group) toggleGroup(hiding.group.key)
        useRunList.setState({ current: run.info.run, currentGroup: null })
      },
    }),
    [points, x, y, t],
  )
}

interface AxisChoiceProps {
  readonly label: Text
  readonly value: string
  readonly available: { readonly figures: readonly string[]; readonly settings: readonly string[] }
  readonly axis: ScatterAxis
  readonly isLogarithmic: boolean
  onChange(name: string): void
  onLogarithmic(isLogarithmic: boolean): void
}

function AxisChoice({
  label,
  value,
  available,
  axis,
  isLogarithmic,
  onChange,
  onLogarithmic,
}: AxisChoiceProps) {
  const t = useText()
  const groups: readonly (readonly [Text, readonly (readonly [string, string])[]])[] = [
    [{ en: 'Figures', ko: '지표' }, available.figures.map((name) => [name, name])],
    [{ en: 'Settings', ko: '설정' }, available.settings.map((name) => [name, name])],
    [{ en: 'Run', ko: '학습 기록' }, NUMBER_FACTS.map((fact) => [fact, t(FACT_NAMES[fact])])],
  ]
  return (
    <div className={styles.axis}>
      <label>
        {t(label)}
        <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {groups.map(([title, names]) => (
            <optgroup key={title.en} label={t(title)}>
              {names.map(([name, shown]) => (
                <option key={name} value={name}>
                  {shown}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {axis.canBeLogarithmic && (
        <label className={styles.log}>
          <input
            type="checkbox"
            checked={isLogarithmic}
            onChange={(event) => onLogarithmic(event.currentTarget.checked)}
          />
          {t({ en: 'logarithmic', ko: '로그' })}
        </label>
      )}
    </div>
  )
}

/** Height of the plot without its caption. */
function useHeight(element: { readonly current: HTMLElement | null }): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setHeight(Math.max(90, Math.floor(entry!.contentRect.height) - CAPTION)),
    )
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [element])
  return height
}
const CAPTION = 20
