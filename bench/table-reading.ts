/** `npm run bench -- --tables`: measures how long a table takes from the file to rows that are ready for the first step, its processor time and
 *  the peak of memory, in turns with pandas and numpy. Each reading is a process of its own with an empty cache; the file is in the system's
 *  cache. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { prepareData } from '../electron/engine/data/index.ts'
import { inspectTable } from '../electron/engine/data/inspect.ts'
import { previewTable } from '../electron/engine/data/preview-table.ts'
import type { DataReference } from '../shared/data/data-reference.ts'
import { createStream } from '../shared/random/stream.ts'
import { median, type Ratio, ratioOfMedians } from './statistics.ts'

interface TableCase {
  readonly rows: number
  readonly columns: number
  readonly formats: readonly ('csv' | 'parquet')[]
  /** Only ours, once: pandas would take minutes, and more memory than most computers have. */
  readonly isAlone?: boolean
}

const casesOf = (rows: number): readonly TableCase[] => [
  { rows, columns: 30, formats: ['csv', 'parquet'] },
  { rows: 1000, columns: 20_000, formats: ['csv'] },
  { rows: 10_000, columns: 20_000, formats: ['csv'], isAlone: true },
]

/** Bytes of a file above which its statistics are not computed. */
const MAX_INSPECTED = 1e9
/** The same as below, in Python: read, split, standardize with the training rows, float32. */
const PANDAS = `
import json, resource, sys, time
import numpy as np, pandas as pd
from sklearn.model_selection import train_test_split
start, started = time.perf_counter(), time.process_time()
table = pd.read_{format}(sys.argv[1])
x = table.iloc[:, :-1].to_numpy()
y = table.iloc[:, -1].to_numpy("float32")
rest, test = train_test_split(np.arange(len(table)), test_size=len(table) // 10, random_state=1)
train, val = train_test_split(rest, test_size=len(table) // 10, random_state=1)
x = ((x - x[train].mean(axis=0)) / x[train].std(axis=0)).astype("float32")
seconds, processor = time.perf_counter() - start, time.process_time() - started
print(json.dumps({"seconds": seconds, "processor": processor, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
`

interface Reading {
  readonly seconds: number
  /** Seconds of processor time, of all threads: what a busy machine changes little. */
  readonly processor: number
  /** Bytes. */
  readonly peak: number
}
interface OwnReading extends Reading {
  /** Seconds until the window can show the columns from the first lines. */
  readonly preview: number
  /** Seconds until the rows are ready again, when the table is in the cache. */
  readonly warm: number
  /** Seconds until the window can show the statistics of the columns; null for a very large file. */
  readonly inspected: number | null
}

export interface TableReadingResult {
  readonly name: string
  readonly ours: OwnReading
  /** Null: only ours is measured. */
  readonly pandas: Reading | null
  readonly ratio: Ratio | null
}

const referenceTo = (path: string): DataReference => ({
  source: { type: path.endsWith('.parquet') ? 'parquet' : 'csv', path },
  split: { method: 'train_test_split', validation: 0.1, test: 0.1, seed: 1, stratify: false },
  fingerprint: null,
})

/** Reads one table in this process and prints what it took. Called as a process of its own. */
export async function readOnce(path: string): Promise<void> {
  const cache = mkdtempSync(join(tmpdir(), 'layerloom-bench-cache-'))
  try {
    const reference = referenceTo(path)
    const options = { folder: null, cache }
    const previewing = performance.now()
    await previewTable(reference, options)
    const preview = (performance.now() - previewing) / 1000
    const [start, started] = [performance.now(), process.cpuUsage()]
    await prepareData(reference, options)
    const seconds = (performance.now() - start) / 1000
    const { user, system } = process.cpuUsage(started)
    const processor = (user + system) / 1e6
    const peak = process.resourceUsage().maxRSS * 1024
    const rereading = performance.now()
    await prepareData(reference, options)
    const warm = (performance.now() - rereading) / 1000
    const inspecting = performance.now()
    const isInspected = statSync(path).size <= MAX_INSPECTED
    if (isInspected) await inspectTable(reference, options)
    const inspected = isInspected ? (performance.now() - inspecting) / 1000 : null
    console.log(JSON.stringify({ preview, seconds, processor, peak, warm, inspected } satisfies OwnReading))
  } finally {
    rmSync(cache, { recursive: true, force: true })
  }
}

/** @param entry the bundle of the bench, started with `--read-table FILE` @param rows of the table with few columns
 *  @throws Error without pandas */
export async function measureTableReading(
  entry: string,
  rows: number,
  rounds: number,
  onResult: (result: TableReadingResult) => void,
): Promise<void> {
  const python = process.env.LAYERLOOM_KERAS_PYTHON
  if (!python) throw new Error('The Python with pandas is not installed.')
  for (const table of casesOf(rows)) {
    const folder = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
    try {
      const csv = join(folder, 'table.csv')
      await writeTable(csv, table)
      for (const format of table.formats) {
        const path = join(folder, `table.${format}`)
        if (format === 'parquet') {
          const convert = 'import sys, pandas as pd; pd.read_csv(sys.argv[1]).to_parquet(sys.argv[2])'
          execFileSync(python, ['-c', convert, csv, path])
        }
        const script = join(folder, `read_${format}.py`)
        writeFileSync(script, PANDAS.replace('{format}', format))
        const name = `${table.rows.toLocaleString('en-US')} × ${table.columns.toLocaleString('en-US')} ${format}`
        const ours: OwnReading[] = []
        const pandas: Reading[] = []
        for (let round = 0; round < (table.isAlone ? 1 : rounds); round++) {
          ours.push(readIn<OwnReading>(process.execPath, [entry, '--read-table', path]))
          if (!table.isAlone) pandas.push(readIn<Reading>(python, [script, path]))
          process.stderr.write(`${name}: round ${round + 1}\n`)
        }
        onResult(summary(name, ours, pandas))
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function summary(name: string, ours: readonly OwnReading[], pandas: readonly Reading[]): TableReadingResult {
  const middle = <T extends Reading>(readings: readonly T[], key: keyof T) =>
    median(readings.map((each) => Number(each[key])))
  const both = <T extends Reading>(readings: readonly T[]): Reading => ({
    seconds: middle(readings, 'seconds'),
    processor: middle(readings, 'processor'),
    peak: middle(readings, 'peak'),
  })
  const secondsOf = (readings: readonly Reading[]) => readings.map(({ seconds }) => seconds)
  return {
    name,
    ours: {
      ...both(ours),
      preview: middle(ours, 'preview'),
      warm: middle(ours, 'warm'),
      inspected: ours[0]!.inspected === null ? null : middle(ours, 'inspected'),
    },
    pandas: pandas.length > 0 ? both(pandas) : null,
    ratio: pandas.length > 0 ? ratioOfMedians(secondsOf(ours), secondsOf(pandas)) : null,
  }
}

const readIn = <T>(command: string, parameters: readonly string[]): T =>
  JSON.parse(execFileSync(command, parameters, { encoding: 'utf8' })) as T

/** Cells that are written at once. */
const CELLS_AT_ONCE = 300_000

/** Numbers with up to six decimals; the last column is the target. */
export async function writeTable(
  path: string,
  { rows, columns }: Pick<TableCase, 'rows' | 'columns'>,
): Promise<void> {
  const stream = createStream([18, 1])
  const out = createWriteStream(path)
  out.write(`${Array.from({ length: columns }, (_, i) => `x${i}`).join(',')}\n`)
  const rowsAtOnce = Math.ceil(CELLS_AT_ONCE / columns)
  for (let start = 0; start < rows; start += rowsAtOnce) {
    const lines: string[] = []
    for (let row = start; row < Math.min(start + rowsAtOnce, rows); row++)
      lines.push(
        Array.from({ length: columns }, () => ((stream.uniformInt(2e9) - 1e9) / 1e6).toString()).join(','),
      )
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
}

export function formatTableReading({ name, ours, pandas, ratio }: TableReadingResult): string {
  const seconds = (value: number) => `${value.toFixed(2)} s`
  const figures = ({ seconds: wall, processor, peak }: Reading) =>
    `${seconds(wall)} (processor ${seconds(processor)}, peak ${Math.round(peak / 1e6)} MB)`
  const compared =
    pandas && ratio
      ? `, pandas and numpy ${figures(pandas)}: ${ratio.ratio.toFixed(2)} × (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)}), processor ${(ours.processor / pandas.processor).toFixed(2)} ×, peak ${(ours.peak / pandas.peak).toFixed(2)} ×`
      : ''
  const statistics = ours.inspected === null ? '' : `, statistics ${seconds(ours.inspected)}`
  return `${name}: ready in ${figures(ours)}${compared}; preview ${seconds(ours.preview)}, from the cache ${seconds(ours.warm)}${statistics}`
}
