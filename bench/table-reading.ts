/** `npm run bench -- --tables`: measures how long a table takes from the file to rows that are ready for the first step, and the peak of
 *  memory, in turns with pandas and numpy. Each reading is a process of its own with an empty cache; the file is in the system's cache. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { prepareData } from '../electron/engine/data/index.ts'
import { inspectTable } from '../electron/engine/data/inspect.ts'
import { previewTable } from '../electron/engine/data/preview-table.ts'
import type { DataReference } from '../shared/data/data-reference.ts'
import { createStream } from '../shared/random/stream.ts'
import { median, type Ratio, ratioOfMedians } from './statistics.ts'

const COLUMNS = 30
/** The same as below, in Python: read, split, standardize with the training rows, float32. */
const PANDAS = `
import json, resource, sys, time
import numpy as np, pandas as pd
from sklearn.model_selection import train_test_split
start = time.perf_counter()
table = pd.read_{format}(sys.argv[1])
x = table.iloc[:, :-1].to_numpy()
y = table.iloc[:, -1].to_numpy("float32")
rest, test = train_test_split(np.arange(len(table)), test_size=len(table) // 10, random_state=1)
train, val = train_test_split(rest, test_size=len(table) // 10, random_state=1)
x = ((x - x[train].mean(axis=0)) / x[train].std(axis=0)).astype("float32")
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
`

interface Reading {
  readonly seconds: number
  /** Bytes. */
  readonly peak: number
}
interface OwnReading extends Reading {
  /** Seconds until the window can show the columns from the first lines. */
  readonly preview: number
  /** Seconds until the rows are ready again, when the table is in the cache. */
  readonly warm: number
  /** Seconds until the window can show the statistics of the columns. */
  readonly inspected: number
}

export interface TableReadingResult {
  readonly name: string
  readonly ours: OwnReading
  readonly pandas: Reading
  readonly ratio: Ratio
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
    const start = performance.now()
    await prepareData(reference, options)
    const seconds = (performance.now() - start) / 1000
    const peak = process.resourceUsage().maxRSS * 1024
    const rereading = performance.now()
    await prepareData(reference, options)
    const warm = (performance.now() - rereading) / 1000
    const inspecting = performance.now()
    await inspectTable(reference, options)
    const inspected = (performance.now() - inspecting) / 1000
    console.log(JSON.stringify({ preview, seconds, peak, warm, inspected } satisfies OwnReading))
  } finally {
    rmSync(cache, { recursive: true, force: true })
  }
}

/** @param entry the bundle of the bench, started with `--read-table FILE` @throws Error without pandas */
export async function measureTableReading(
  entry: string,
  rows: number,
  rounds: number,
  onResult: (result: TableReadingResult) => void,
): Promise<void> {
  const python = process.env.LAYERLOOM_KERAS_PYTHON
  if (!python) throw new Error('The Python with pandas is not installed.')
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
  try {
    const csv = join(folder, 'table.csv')
    await writeTable(csv, rows)
    const parquet = join(folder, 'table.parquet')
    const convert = 'import sys, pandas as pd; pd.read_csv(sys.argv[1]).to_parquet(sys.argv[2])'
    execFileSync(python, ['-c', convert, csv, parquet])
    for (const [format, path] of [
      ['csv', csv],
      ['parquet', parquet],
    ] as const) {
      const script = join(folder, `read_${format}.py`)
      writeFileSync(script, PANDAS.replace('{format}', format))
      const ours: OwnReading[] = []
      const pandas: Reading[] = []
      for (let round = 0; round < rounds; round++) {
        ours.push(readIn<OwnReading>(process.execPath, [entry, '--read-table', path]))
        pandas.push(readIn<Reading>(python, [script, path]))
        process.stderr.write(`${format}: round ${round + 1} of ${rounds}\n`)
      }
      const secondsOf = (readings: readonly Reading[]) => readings.map(({ seconds }) => seconds)
      const middle = (values: readonly OwnReading[], key: keyof OwnReading) =>
        median(values.map((each) => each[key]))
      onResult({
        name: `${rows.toLocaleString('en-US')} × ${COLUMNS} ${format}`,
        ours: {
          seconds: middle(ours, 'seconds'),
          peak: middle(ours, 'peak'),
          preview: middle(ours, 'preview'),
          warm: middle(ours, 'warm'),
          inspected: middle(ours, 'inspected'),
        },
        pandas: { seconds: median(secondsOf(pandas)), peak: median(pandas.map(({ peak }) => peak)) },
        ratio: ratioOfMedians(secondsOf(ours), secondsOf(pandas)),
      })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const readIn = <T>(command: string, parameters: readonly string[]): T =>
  JSON.parse(execFileSync(command, parameters, { encoding: 'utf8' })) as T

/** Numbers with up to six decimals; the last column is the target. */
async function writeTable(path: string, rows: number): Promise<void> {
  const stream = createStream([18, 1])
  const out = createWriteStream(path)
  out.write(`${Array.from({ length: COLUMNS }, (_, i) => `x${i}`).join(',')}\n`)
  for (let start = 0; start < rows; start += 10_000) {
    const lines: string[] = []
    for (let row = start; row < Math.min(start + 10_000, rows); row++)
      lines.push(
        Array.from({ length: COLUMNS }, () => ((stream.uniformInt(2e9) - 1e9) / 1e6).toString()).join(','),
      )
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
}

export function formatTableReading({ name, ours, pandas, ratio }: TableReadingResult): string {
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
  return `${name}: ready in ${ours.seconds.toFixed(2)} s, pandas and numpy ${pandas.seconds.toFixed(2)} s: ${ratio.ratio.toFixed(2)} × (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)}); peak ${mb(ours.peak)} and ${mb(pandas.peak)}; preview ${ours.preview.toFixed(2)} s, from the cache ${ours.warm.toFixed(2)} s, statistics ${ours.inspected.toFixed(2)} s`
}
