/** The compared runs as tables: the settings that differ, and the figures with their differences from a baseline. Pure. */
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import { csvRow } from '../../ui/csv.ts'
import { formatCount, formatDuration, formatMetric } from '../../ui/format.ts'
import { formatSettings } from '../table/run-format.ts'
import { groupFigure, type ValueRange } from '../table/run-groups.ts'
import {
  differing,
  figureOf,
  figuresOf,
  isScore,
  type RunRow,
  settingIn,
  titleOf,
} from '../table/run-values.ts'
import { type Line, linesOf } from './lines.ts'

export interface ComparedSetting {
  readonly name: string
  readonly values: readonly string[]
}
export interface ComparedFigure {
  readonly name: string
  /** Of a line with several runs their mean. */
  readonly values: readonly (number | null)[]
  /** Of lines with several runs; null for the others. */
  readonly ranges: readonly (ValueRange | null)[]
  /** Index of the best value; null where all are equal or there is only one. */
  readonly best: number | null
  /** Differences from the baseline; null for the baseline itself and where a value is missing. */
  readonly differences: readonly (number | null)[]
}

/** The settings in which the lines differ; those of the runs where there is one line only. */
export function comparedSettings(lines: readonly Line[]): readonly ComparedSetting[] {
  const runs = lines.flatMap((line) => line.runs)
  if (runs.length < 2) return []
  const names = [
    ...differing(runs),
    ...(new Set(runs.map(({ parameters }) => parameters)).size > 1 ? ['parameters'] : []),
  ]
  return names
    .map((name) => ({ name, values: lines.map((line) => valuesOf(line, name)) }))
    .filter(({ values }) => lines.length === 1 || new Set(values).size > 1)
}

/** The different values of the runs of a line. */
function valuesOf({ runs }: Line, name: string): string {
  if (name !== 'parameters') return formatSettings(runs.map((run) => settingIn(run, name)))
  const counts = runs.map(({ parameters }) => (parameters === null ? '–' : formatCount(parameters)))
  return [...new Set(counts)].join(', ')
}

/** Index of the line with the baseline; the first one if it is in none of them. */
export const referenceIn = (lines: readonly Line[], baseline: RunId | null): number =>
  Math.max(
    0,
    lines.findIndex(({ runs }) => runs.some(({ info }) => info.run === baseline)),
  )

/** @param baseline the run that differences refer to */
export function comparedFigures(lines: readonly Line[], baseline: RunId | null): readonly ComparedFigure[] {
  const reference = referenceIn(lines, baseline)
  return figuresOf(lines.flatMap(({ runs }) => runs)).map((name) => {
    const ranges = lines.map(({ runs }) => (runs.length > 1 ? groupFigure(runs, name) : null))
    const values = lines.map(({ runs }, i) =>
      runs.length > 1 ? (ranges[i]?.mean ?? null) : figureOf(runs[0]!, name),
    )
    const base = values[reference] ?? null
    return {
      name,
      values,
      ranges,
      best: bestOf(values, isScore(name)),
      differences: values.map((value, i) =>
        i === reference || value === null || base === null ? null : value - base,
      ),
    }
  })
}

function bestOf(values: readonly (number | null)[], greatest: boolean): number | null {
  let best: number | null = null
  let isShared = false
  for (const [i, value] of values.entries()) {
    if (value === null) continue
    const current = best === null ? null : values[best]!
    if (current === null || (greatest ? value > current : value < current)) {
      best = i
      isShared = false
    } else if (value === current) isShared = true
  }
  const known = values.filter((value) => value !== null)
  return isShared || known.length < 2 ? null : best
}

/** '+0.0021', '−0.0130'. */
export const formatDifference = (value: number): string =>
  `${value < 0 ? '−' : '+'}${formatMetric(Math.abs(value)).replace('−', '')}`

interface Cells {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Everything that the comparison shows as one table, each run by itself. */
function cellsOf(runs: readonly RunRow[]): Cells {
  const lines = linesOf(runs, false)
  return {
    head: ['', ...runs.map((run) => `${titleOf(run)} · seed ${run.info.seed}`)],
    rows: [
      ...comparedSettings(lines).map(({ name, values }) => [name, ...values]),
      ...comparedFigures(lines, null).map(({ name, values }) => [
        name,
        ...values.map((value) => (value === null ? '' : String(value))),
      ]),
      ['duration', ...runs.map(({ result, live }) => (live ? '' : formatDuration(result.seconds)))],
    ],
  }
}

export function toCsv(runs: readonly RunRow[]): string {
  const { head, rows } = cellsOf(runs)
  return [head, ...rows].map(csvRow).join('\r\n')
}

export function toMarkdown(runs: readonly RunRow[]): string {
  const { head, rows } = cellsOf(runs)
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`
  return [
    line(head),
    `|${head.map((_, i) => (i === 0 ? '---|' : '---:|')).join('')}`,
    ...rows.map(line),
  ].join('\n')
}
