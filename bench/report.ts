/** Formats the figures of a bench: for the terminal, and as the table between the two markers of the README. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Ratio } from './statistics.ts'

export interface Row {
  readonly network: string
  /** The median milliseconds per step. */
  readonly ours: number
  readonly rivals: readonly ({ readonly name: string; readonly median: number } & Ratio)[]
  /** Our time ÷ the time of the matrix products alone; null where they are not timed. */
  readonly products: ({ readonly median: number } & Ratio) | null
  readonly secondsToFirstPoint: number
  readonly peakBytes: number
}
export interface Bench {
  readonly rounds: number
  readonly machine: string
  readonly rows: readonly Row[]
}

const formatMilliseconds = (ms: number): string => (ms < 0.1 ? ms.toFixed(4) : ms.toFixed(3))
const formatRatio = (ratio: number): string => (ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0))

export function formatRow(row: Row): string {
  const formatLine = (name: string, ms: number, details: string) =>
    `  ${name.padEnd(18)} ${formatMilliseconds(ms)} ms/step   ${details}`
  const peak = (row.peakBytes / 1024 ** 2).toFixed(0)
  return [
    `\n${row.network}`,
    formatLine(
      'Layerloom',
      row.ours,
      `first point after ${row.secondsToFirstPoint.toFixed(2)} s, peak memory ${peak} MB`,
    ),
    ...(row.products
      ? [
          formatLine(
            'matrix products',
            row.products.median,
            `Layerloom takes ${row.products.ratio.toFixed(2)} × (${row.products.low.toFixed(2)} to ${row.products.high.toFixed(2)})`,
          ),
        ]
      : []),
    ...row.rivals.map((r) =>
      formatLine(
        r.name,
        r.median,
        `${r.ratio.toFixed(2)} × Layerloom (${r.low.toFixed(2)} to ${r.high.toFixed(2)})`,
      ),
    ),
  ].join('\n')
}

/** Replaces the text between the markers of the README. */
export const writeReadme = (path: string, bench: Bench): void => replaceMarked(path, 'bench', table(bench))

/** Replaces the text between `<!-- name:start -->` and `<!-- name:end -->`, which are lines of the file. */
export function replaceMarked(path: string, name: string, content: string): void {
  const [start, end] = [`<!-- ${name}:start -->\n`, `<!-- ${name}:end -->`]
  const text = readFileSync(path, 'utf8')
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${path} needs the lines ${start.trim()} and ${end}`)
  writeFileSync(path, `${text.slice(0, from + start.length)}${content}\n${text.slice(to)}`)
}

function table({ rounds, machine, rows }: Bench): string {
  const names = [...new Set(rows.flatMap((row) => row.rivals.map((r) => r.name)))]
  const cells = (row: Row) =>
    names.map((name) => {
      const r = row.rivals.find((rival) => rival.name === name)
      return r ? `${formatRatio(r.ratio)} × (${formatRatio(r.low)}–${formatRatio(r.high)})` : '—'
    })
  const tableLine = (parts: readonly string[]) => `| ${parts.join(' | ')} |`
  return [
    tableLine(['network', 'Layerloom, ms/step', ...names]),
    tableLine(['---', ...names.map(() => '---'), '---']),
    ...rows.map((row) => tableLine([row.network, formatMilliseconds(row.ours), ...cells(row)])),
    '',
    `Time of a rival's step ÷ ours: ratio of medians of ${rounds} interleaved rounds and its 90 % interval; ${machine}.`,
  ].join('\n')
}
