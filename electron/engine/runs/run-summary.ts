/** What the table of runs shows of a run besides the head of its record: settings, figures, curves, size. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Checked } from '../../../shared/checked.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { settingsOf } from '../../../shared/document/run-settings.ts'
import { variantsOf } from '../../../shared/document/variants.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { linesIn, METRICS, type MetricsLine, parseMetricsLine } from '../run-folder/metrics-file.ts'
import type { RunHead, RunRecord } from './record-schema.ts'

/** Points of a curve in a cell of the table. */
const MAX_POINTS = 32
/** Series that are summarized: a run with many outputs has many. */
const MAX_SERIES = 40
/** Levels and entries that are counted for the size of a folder. */
const MAX_DEPTH = 4
const MAX_ENTRIES = 2000

export type RunSummary = Checked<typeof runSummary>
export const runSummary = z.object({
  variant: z.string().max(1000).nullable(),
  settings: z.record(z.string(), z.union([z.string().max(400), z.number(), z.boolean(), z.null()])),
  figures: z.record(z.string(), z.number().nullable()),
  curves: z.record(z.string(), z.array(z.number().nullable()).max(MAX_POINTS)),
  parameters: z.number().nullable(),
  bytes: z.number(),
})

/** @param record `null` where it cannot be read any more */
export function summarize(folder: string, head: RunHead, record: RunRecord | null): RunSummary {
  const lines = metricsIn(folder)
  const shown = lines.find(({ epoch }) => epoch === head.best_epoch) ?? lines.at(-1)
  const names = head.series
    .flatMap((name) => (head.data.rows.validation > 0 ? [name, `val_${name}`] : [name]))
    .slice(0, MAX_SERIES)
  return {
    ...documentOf(record),
    figures: Object.fromEntries(shown ? names.map((name) => [name, numberIn(shown, name)]) : []),
    curves: Object.fromEntries(
      names.map((name) => [name, thinned(lines).map((line) => numberIn(line, name))]),
    ),
    parameters: record?.parameters ?? null,
    bytes: sizeOf(folder, MAX_DEPTH, { entries: 0 }),
  }
}

const NO_DOCUMENT = { settings: {}, variant: null }

/** Settings and variant; none where the document cannot be read, as one of a newer version. */
function documentOf(record: RunRecord | null): Pick<RunSummary, 'settings' | 'variant'> {
  try {
    if (!record) return NO_DOCUMENT
    const document = parseDocument(JSON.stringify(record.document))
    const hasVariants = variantsOf(document).length > 1
    return {
      settings: settingsOf(document),
      variant: hasVariants ? document.networks[document.main]!.name : null,
    }
  } catch (error) {
    if (error instanceof ProblemError) return NO_DOCUMENT
    throw error
  }
}

/** The epochs up to the first damaged line; opening the run reports what is wrong with it. */
function metricsIn(folder: string): readonly MetricsLine[] {
  const lines: MetricsLine[] = []
  try {
    for (const text of linesIn(join(folder, METRICS))) {
      const line = parseMetricsLine(text)
      if (!line) break
      lines.push(line as MetricsLine)
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
  }
  return lines
}

const numberIn = (line: MetricsLine, name: string): number | null => {
  const value = Object.hasOwn(line, name) ? line[name] : null
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** First and last are kept. */
function thinned<T>(all: readonly T[]): readonly T[] {
  if (all.length <= MAX_POINTS) return all
  return Array.from(
    { length: MAX_POINTS },
    (_, i) => all[Math.round((i * (all.length - 1)) / (MAX_POINTS - 1))]!,
  )
}

function sizeOf(folder: string, depth: number, counted: { entries: number }): number {
  let bytes = 0
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (++counted.entries > MAX_ENTRIES) break
      const path = join(folder, entry.name)
      if (entry.isDirectory()) bytes += depth > 1 ? sizeOf(path, depth - 1, counted) : 0
      else if (entry.isFile()) bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0
    }
  } catch {
    // Unreadable, or removed meanwhile: what was counted so far is shown.
  }
  return bytes
}
