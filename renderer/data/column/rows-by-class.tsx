/** The picture of the selected column: its histogram stacked by class, or bars of its categories, one for each class. */
import type { Histogram } from '../../../shared/data/table-profile.ts'
import { formatCount } from '../../ui/format.ts'
import { useMedia } from '../../ui/media.ts'
import { shortLabels } from '../../ui/short-labels.ts'
import { useText } from '../../ui/text.ts'
import { COLORED_CLASSES, classColor, OTHER_CLASSES_COLOR } from '../class-color.ts'
import type { ColumnView } from '../columns/column-view.ts'
import { stackedPaths } from '../columns/stacked-paths.ts'
import { formatOf } from '../format.ts'
import styles from '../panel.module.css'
import type { KnownTable } from '../use-table-view.ts'
import chart from './chart.module.css'
import { ticks } from './ticks.ts'

interface Props {
  readonly view: ColumnView
  readonly table: KnownTable
}

/** As wide as the panel; texts keep their size. */
const useChartWidth = (): number => (useMedia('(min-width: 761px) and (max-width: 1279px)') ? 234 : 278)
const HEIGHT = 132
const LEFT = 34
const BOTTOM = 18
const TOP = 12
const PLOT = HEIGHT - BOTTOM - TOP
/** More would be thinner than their names. */
const MAX_CATEGORIES = 6
/** Of the names below the bars, at 11 px. */
const CHARACTER_WIDTH = 6.8
const MIN_CHARACTERS = 3

export function RowsByClass({ view, table }: Props) {
  const t = useText()
  const { profile } = view
  const { classes, target } = table.view
  const isTarget = view === target
  const categories = profile.categories.slice(0, MAX_CATEGORIES)
  const hasBars = profile.histogram === null || (isTarget && classes.length > 0)
  if (hasBars && (categories.length === 0 || profile.distinct > 24)) return null
  const byClass = !isTarget && classes.length > 0
  return (
    <section className={styles.section}>
      <h3>
        {byClass
          ? t({ en: `Rows by ${target!.profile.name}`, ko: `${target!.profile.name}별 행` })
          : t({ en: 'Rows', ko: '행' })}
        {hasBars && profile.distinct > MAX_CATEGORIES && (
          <span>
            {t({
              en: `the ${MAX_CATEGORIES} most frequent`,
              ko: `가장 많은 ${MAX_CATEGORIES}개`,
            })}
          </span>
        )}
      </h3>
      {byClass && <Legend table={table} />}
      {hasBars ? (
        <Bars view={view} classes={classes} isTarget={isTarget} />
      ) : (
        <Distribution
          histogram={profile.histogram!}
          format={formatOf(profile.type, profile.histogram!.max - profile.histogram!.min)}
        />
      )}
    </section>
  )
}

function Legend({ table }: Pick<Props, 'table'>) {
  const t = useText()
  const { classes, target } = table.view
  const counts = new Map(target!.profile.categories.map(({ text, count }) => [text, count]))
  const countOf = (name: string) => counts.get(name) ?? 0
  const others = classes.slice(COLORED_CLASSES)
  return (
    <ul className={chart.legend}>
      {classes.slice(0, COLORED_CLASSES).map((name, i) => (
        <li key={name}>
          <i style={{ background: classColor(i) }} />
          {name} <b>{formatCount(countOf(name))}</b>
        </li>
      ))}
      {others.length > 0 && (
        <li>
          <i style={{ background: OTHER_CLASSES_COLOR }} />
          {t({ en: `${formatCount(others.length)} others`, ko: `나머지 ${formatCount(others.length)}개` })}{' '}
          <b>{formatCount(others.reduce((sum, name) => sum + countOf(name), 0))}</b>
        </li>
      )}
    </ul>
  )
}

function Grid({ greatest, width }: { readonly greatest: number; readonly width: number }) {
  return ticks(greatest).map((tick) => {
    const y = TOP + PLOT - (tick / greatest) * PLOT
    return (
      <g key={tick}>
        <path className={chart.grid} d={`M${LEFT} ${y}H${width}`} />
        <text x={LEFT - 6} y={y + 4} textAnchor="end">
          {tick >= 10_000 ? `${tick / 1000}k` : tick}
        </text>
      </g>
    )
  })
}

function Bars({
  view,
  classes,
  isTarget,
}: {
  readonly view: ColumnView
  readonly classes: readonly string[]
  readonly isTarget: boolean
}) {
  const t = useText()
  const width = useChartWidth()
  const categories = view.profile.categories.slice(0, MAX_CATEGORIES)
  const groups = categories.map(({ text, count, byClass }) => ({
    text,
    bars:
      isTarget || !byClass || classes.length === 0
        ? [{ count, color: isTarget ? classColor(classes.indexOf(text)) : 'var(--dense)' }]
        : byClass.map((each, i) => ({ count: each, color: classColor(i) })),
  }))
  const greatest = Math.max(1, ...groups.flatMap(({ bars }) => bars.map(({ count }) => count)))
  const step = (width - LEFT) / groups.length
  const labels = shortLabels(
    groups.map(({ text }) => text),
    Math.max(MIN_CHARACTERS, Math.floor(step / CHARACTER_WIDTH)),
  )
  const words = categories.map(({ text, count }) => `${text} ${formatCount(count)}`).join(', ')
  return (
    <svg
      className={chart.chart}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={t({ en: `Rows: ${words}`, ko: `행: ${words}` })}
    >
      <Grid greatest={greatest} width={width} />
      {groups.map(({ text, bars }, g) => {
        const thickness = Math.min(26, (step * 0.8) / bars.length)
        const left = LEFT + g * step + (step - thickness * bars.length) / 2
        return (
          <g key={text}>
            {bars.map(({ count, color }, i) => {
              const height = Math.max(count > 0 ? 1 : 0, (count / greatest) * PLOT)
              const x = left + i * thickness
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the classes have a fixed order
                <g key={i}>
                  <rect
                    x={x + 0.5}
                    y={TOP + PLOT - height}
                    width={thickness - 1}
                    height={height}
                    fill={color}
                  />
                  {count > 0 && thickness >= 16 && (
                    <text x={x + thickness / 2} y={TOP + PLOT - height - 3} textAnchor="middle">
                      {count >= 10_000 ? `${Math.round(count / 1000)}k` : count}
                    </text>
                  )}
                </g>
              )
            })}
            <text x={LEFT + (g + 0.5) * step} y={HEIGHT - 4} textAnchor="middle">
              {labels[g]}
              <title>{text}</title>
            </text>
          </g>
        )
      })}
    </svg>
  )
}

function Distribution({
  histogram,
  format,
}: {
  readonly histogram: Histogram
  readonly format: (value: number) => string
}) {
  const t = useText()
  const width = useChartWidth()
  const { min, max, counts } = histogram
  const totals = (counts[0] ?? []).map((_, bin) => counts.reduce((sum, each) => sum + each[bin]!, 0))
  const greatest = Math.max(1, ...totals)
  const paths = stackedPaths(histogram, width - LEFT, PLOT, 1.5)
  return (
    <svg
      className={chart.chart}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={t({
        en: `Distribution from ${format(min)} to ${format(max)}`,
        ko: `${format(min)}부터 ${format(max)}까지의 분포`,
      })}
    >
      <Grid greatest={greatest} width={width} />
      <g transform={`translate(${LEFT} ${TOP})`}>
        {paths.map((path, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the classes have a fixed order
          <path key={i} d={path} fill={paths.length > 1 ? classColor(i) : 'var(--dense)'} />
        ))}
      </g>
      <text x={LEFT} y={HEIGHT - 4}>
        {format(min)}
      </text>
      <text x={width} y={HEIGHT - 4} textAnchor="end">
        {format(max)}
      </text>
    </svg>
  )
}
