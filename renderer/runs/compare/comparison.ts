/** The compared runs as tables: the settings that differ, and the figures with their differences from a baseline. Pure. */
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import { formatCount, formatDuration, formatMetric } from '../../ui/format.ts'
import { formatSetting } from '../table/run-format.ts'
import {
  differing,
  figureOf,
  figuresOf,
  isScore,
  type RunRow,
  settingIn,
  titleOf,
} from '../table/run-values.ts'

export interface ComparedSetting {
  readonly name: string
  readonly values: readonly string[]
}
export interface ComparedFigure {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** Index of the best value; null where all are equal or there is only one. */
  readonly best: number | null
  /** Differences from the baseline; null for the baseline itself and where a value is missing. */
  readonly differences: readonly (number | null)[]
}

export const comparedSettings = (runs: readonly RunRow[]): readonly ComparedSetting[] =>
  runs.length < 2
    ? []
    : [
        ...differing(runs),
        ...(new Set(runs.map(({ parameters }) => parameters)).size > 1 ? ['parameters'] : []),
      ].map((name) => ({
        name,
        values: runs.map((run) =>
          name === 'parameters'
            ? run.parameters === null
              ? '–'
              : formatCount(run.parameters)
            : formatSetting(settingIn(run, name)),
        ),
      }))

/** @param baseline the run that differences refer to; the first one if it is none of them */
export function comparedFigures(runs: readonly RunRow[], baseline: RunId | null): readonly ComparedFigure[] {
  const reference = Math.max(
    0,
    runs.findIndex(({ info }) => info.run === baseline),
  )
  return figuresOf(runs).map((name) => {
    const values = runs.map((run) => figureOf(run, name))
    const base = values[reference] ?? null
    return {
      name,
      values,
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

/** Everything that the comparison shows as one table. */
function cellsOf(runs: readonly RunRow[]): Cells {
  return {
    head: ['', ...runs.map((run) => `${titleOf(run)} · seed ${run.info.seed}`)],
    rows: [
      ...comparedSettings(runs).map(({ name, values }) => [name, ...values]),
      ...comparedFigures(runs, null).map(({ name, values }) => [
        name,
        ...values.map((value) => (value === null ? '' : String(value))),
      ]),
      ['duration', ...runs.map(({ result, live }) => (live ? '' : formatDuration(result.seconds)))],
    ],
  }
}

/** As RFC 4180 writes it. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function toCsv(runs: readonly RunRow[]): string {
  const { head, rows } = cellsOf(runs)
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')
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
