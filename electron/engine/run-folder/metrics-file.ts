/** Reads metrics.ndjson: one line of JSON per finished epoch. Each line is validated before use. */
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeValue } from '../../../shared/json.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import { LEARNING_RATE } from '../../../shared/training/optimize.ts'
import { badMetrics, metricsTooLarge, notRegularFile, tooManyMetrics } from './texts.ts'

/** Values of one epoch. */
export type MetricsLine = { readonly [name: string]: number | boolean | null }

export const METRICS = 'metrics.ndjson'

type MetricsObject = { readonly [name: string]: unknown }

export interface Metrics {
  /** Lines of the first epochs, up to the first invalid one. */
  readonly lines: readonly MetricsLine[]
  /** What is wrong with the line after them. */
  readonly fault: ProblemData | null
}

/** Enough for more than a million epochs; a text of twice as many bytes exceeds the length of a string. */
const MAX_BYTES = 2 ** 28
/** The maximum number of epochs of a run. */
const MAX_LINES = 1_000_000
/** Characters of a line: a thousand series with the longest names need fewer. */
const MAX_LINE = 2 ** 20

/** The epochs in a run's folder; an incomplete last line is ignored. @throws ProblemError if the file cannot be read */
export function readMetrics(folder: string, series: readonly string[]): Metrics {
  const path = join(folder, METRICS)
  const lines: MetricsLine[] = []
  for (const text of linesIn(path)) {
    const metrics = parseMetricsLine(text)
    const mismatch = metrics
      ? findMismatch(metrics, lines.length + 1, series)
      : { expected: 'an object of figures', found: describeValue(text) }
    if (mismatch !== null)
      return { lines, fault: badMetrics(path, lines.length + 1, mismatch.expected, mismatch.found) }
    lines.push(metrics as MetricsLine)
  }
  return { lines, fault: null }
}

/** Generates the complete lines one by one, because an array of all could exceed memory.
 *  @throws ProblemError if it is not a regular file, is too large, or has more lines than a run has epochs */
export function* linesIn(path: string): Generator<string, void, undefined> {
  const file = lstatSync(path, { throwIfNoEntry: false })
  // No epoch is finished.
  if (!file) return
  if (!file.isFile()) throw new ProblemError([notRegularFile(path)])
  if (file.size > MAX_BYTES) throw new ProblemError([metricsTooLarge(path, file.size, MAX_BYTES)])
  const text = readFileSync(path, 'utf8')
  let lines = 0
  for (let start = 0, end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
    if (++lines > MAX_LINES) throw new ProblemError([tooManyMetrics(path, MAX_LINES)])
    yield text.slice(start, end)
  }
}

/** The object in a line; null if it is not an object or is longer than any line of a run. */
export function parseMetricsLine(text: string): MetricsObject | null {
  if (text.length > MAX_LINE) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as MetricsObject)
      : null
  } catch {
    // Damaged: the caller reports the line.
    return null
  }
}

interface Mismatch {
  readonly expected: string
  readonly found: string
}

function findMismatch(line: MetricsObject, epoch: number, series: readonly string[]): Mismatch | null {
  const mismatch = (name: string, expected: string): Mismatch => ({
    expected: `${name}: ${expected}`,
    found: describeValue(Object.hasOwn(line, name) ? line[name] : 'nothing'),
  })
  const has = (name: string) => Object.hasOwn(line, name)
  const isFigure = (name: string) => has(name) && (line[name] === null || Number.isFinite(line[name]))
  if (line.epoch !== epoch) return mismatch('epoch', String(epoch))
  const validated = has(`val_${series[0]}`)
  for (const name of [...series, ...(validated ? series.map((s) => `val_${s}`) : [])])
    if (!isFigure(name)) return mismatch(name, 'a number or null')
  if (has(LEARNING_RATE) && !isFigure(LEARNING_RATE)) return mismatch(LEARNING_RATE, 'a number or null')
  if (!(Number.isFinite(line.ms_per_step) && (line.ms_per_step as number) >= 0))
    return mismatch('ms_per_step', 'a number of at least 0')
  return typeof line.best === 'boolean' ? null : mismatch('best', 'true or false')
}
