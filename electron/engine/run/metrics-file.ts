/** metrics.ndjson as it is read back: a line of JSON for each finished epoch, each checked before anything is done with it. */
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { show } from '../../../shared/json.ts'
import { type Problem, ProblemError } from '../../../shared/problem.ts'
import { LEARNING_RATE } from '../../../shared/training/optimize.ts'
import type { MetricsLine } from './run-files.ts'
import { badMetrics, metricsTooLarge, noPlainFile } from './texts.ts'

export const METRICS = 'metrics.ndjson'

export interface Metrics {
  /** Of the first epochs, up to the first line that is none. */
  readonly lines: readonly MetricsLine[]
  /** What is wrong with the line after them. */
  readonly fault: Problem | null
}

/** More than a million epochs; a text of twice as many bytes could not be held. */
const MAX_BYTES = 2 ** 28

/** The epochs in a run's folder; a last line that was cut off does not count. @throws ProblemError when the file cannot be read at all */
export function readMetrics(folder: string, series: readonly string[]): Metrics {
  const path = join(folder, METRICS)
  const lines: MetricsLine[] = []
  for (const text of linesIn(path)) {
    const wrong = wrongWith(text, lines.length + 1, series)
    if (wrong !== null)
      return { lines, fault: badMetrics(path, lines.length + 1, wrong.expected, wrong.found) }
    lines.push(JSON.parse(text) as MetricsLine)
  }
  return { lines, fault: null }
}

/** The lines that were written to their end. @throws ProblemError when it is no plain file, or too large */
export function linesIn(path: string): string[] {
  const file = lstatSync(path, { throwIfNoEntry: false })
  // No epoch was finished.
  if (!file) return []
  if (!file.isFile()) throw new ProblemError([noPlainFile(path)])
  if (file.size > MAX_BYTES) throw new ProblemError([metricsTooLarge(path, file.size, MAX_BYTES)])
  return readFileSync(path, 'utf8').split('\n').slice(0, -1)
}

interface Wrong {
  readonly expected: string
  readonly found: string
}

function wrongWith(text: string, epoch: number, series: readonly string[]): Wrong | null {
  const line = objectOf(text)
  if (!line) return { expected: 'an object of figures', found: show(text) }
  const wrong = (name: string, expected: string): Wrong => ({
    expected: `${name}: ${expected}`,
    found: show(Object.hasOwn(line, name) ? line[name] : 'nothing'),
  })
  const has = (name: string) => Object.hasOwn(line, name)
  const isFigure = (name: string) => has(name) && (line[name] === null || Number.isFinite(line[name]))
  if (line.epoch !== epoch) return wrong('epoch', String(epoch))
  const validated = has(`val_${series[0]}`)
  for (const name of [...series, ...(validated ? series.map((s) => `val_${s}`) : [])])
    if (!isFigure(name)) return wrong(name, 'a number or null')
  if (has(LEARNING_RATE) && !isFigure(LEARNING_RATE)) return wrong(LEARNING_RATE, 'a number or null')
  if (!(Number.isFinite(line.ms_per_step) && (line.ms_per_step as number) >= 0))
    return wrong('ms_per_step', 'a number of at least 0')
  return typeof line.best === 'boolean' ? null : wrong('best', 'true or false')
}

function objectOf(text: string): { readonly [name: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as { readonly [name: string]: unknown })
      : null
  } catch {
    // Damaged: the caller says where.
    return null
  }
}
