/** `npm run bench -- --predicting`: measures how long a table takes from a CSV file to a CSV file with predictions, in turns with pandas and
 *  Keras, which read the table and predict the array in memory and write nothing. Starting Python and importing Keras is not counted, starting
 *  our process of the run is. Each of ours has an empty cache; the file is in the system's cache. */
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serializeDocument } from '../shared/document/file.ts'
import { documentOf } from '../tests/support/case-document.ts'
import { median, type Ratio, ratioOfMedians } from './statistics.ts'
import { writeTable } from './table-reading.ts'

const COLUMNS = 31
const TRAINED_ROWS = 5000
const UNITS = 64

/** Keras's own batches of 32 rows, and larger ones, which take less time. */
const BATCHES = [32, 4096] as const

const KERAS = `
import json, os, sys, time
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras, pandas as pd
model = keras.Sequential([keras.Input([${COLUMNS - 1}]), keras.layers.Dense(${UNITS}, "relu"), keras.layers.Dense(${UNITS}, "relu"), keras.layers.Dense(1)])
start = time.perf_counter()
x = pd.read_csv(sys.argv[1]).iloc[:, :-1].to_numpy("float32")
read = time.perf_counter() - start
start = time.perf_counter()
model.predict(x, batch_size=int(sys.argv[2]), verbose=0)
print(json.dumps({"read": read, "predict": time.perf_counter() - start}))
`

export interface PredictingResult {
  readonly rows: number
  /** Seconds. */
  readonly ours: number
  readonly keras: readonly {
    readonly batch: number
    readonly read: number
    readonly predict: number
    /** Ours ÷ both. */
    readonly ratio: Ratio
  }[]
}

/** @param rows of the table @throws Error without pandas and Keras */
export async function measurePredicting(
  root: string,
  rows: number,
  rounds: number,
): Promise<PredictingResult> {
  const python = process.env.LAYERLOOM_KERAS_PYTHON
  if (!python) throw new Error('The Python with Keras is not installed.')
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
  try {
    const table = join(folder, 'table.csv')
    await writeTable(table, { rows, columns: COLUMNS })
    const cli = join(root, 'dist', 'cli', 'index.mjs')
    const run = train(cli, folder, table)
    const script = join(folder, 'predict.py')
    writeFileSync(script, KERAS)
    const ours: number[] = []
    const theirs = BATCHES.map((): { read: number; predict: number }[] => [])
    for (let round = 0; round < rounds; round++) {
      ours.push(predictOnce(cli, folder, run, table))
      for (const [i, batch] of BATCHES.entries())
        theirs[i]!.push(
          JSON.parse(execFileSync(python, [script, table, String(batch)], { encoding: 'utf8' })),
        )
      process.stderr.write(`predicting: round ${round + 1} of ${rounds}\n`)
    }
    return {
      rows,
      ours: median(ours),
      keras: BATCHES.map((batch, i) => ({
        batch,
        read: median(theirs[i]!.map(({ read }) => read)),
        predict: median(theirs[i]!.map(({ predict }) => predict)),
        ratio: ratioOfMedians(
          ours,
          theirs[i]!.map(({ read, predict }) => read + predict),
        ),
      })),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Trains the network on the first rows. @returns the folder of the run */
function train(cli: string, folder: string, table: string): string {
  const lines = readFileSync(table, { encoding: 'utf8' }).split('\n', TRAINED_ROWS + 1)
  const few = join(folder, 'few.csv')
  writeFileSync(few, lines.join('\n'))
  const drawn = documentOf({
    name: 'predicting',
    input: [COLUMNS - 1],
    layers: [
      ...[0, 1].map(() => ({ type: 'Dense', props: { units: UNITS, activation: 'relu' } })),
      { type: 'Dense', props: { units: 1, activation: 'linear' } },
    ],
    loss: 'mean_squared_error',
  })
  const document = join(folder, 'network.loom')
  const data = {
    source: { type: 'csv', path: few, target: `x${COLUMNS - 1}`, task: 'number' },
    split: { method: 'train_test_split', validation: 0.1, test: 0.1, seed: 1, stratify: false },
    columns: Array.from({ length: COLUMNS - 1 }, (_, i) => ({
      name: `x${i}`,
      steps: [{ type: 'standardize' }],
    })),
  }
  writeFileSync(document, JSON.stringify({ ...JSON.parse(serializeDocument(drawn)), data }))
  const run = join(folder, 'run')
  execFileSync(process.execPath, [cli, 'train', document, '--out', run, '--epochs', '1'], { stdio: 'ignore' })
  return run
}

function predictOnce(cli: string, folder: string, run: string, table: string): number {
  const cache = join(folder, 'cache')
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(cache)
  const runtime = join(process.env.LAYERLOOM_CACHE!, 'runtime.json')
  if (existsSync(runtime)) copyFileSync(runtime, join(cache, 'runtime.json'))
  const out = join(folder, 'out.csv')
  const parameters = [cli, 'predict', run, '--data', table, '--out', out, '--json']
  const env = { ...process.env, LAYERLOOM_CACHE: cache }
  return JSON.parse(
    execFileSync(process.execPath, parameters, {
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ).seconds
}

export function formatPredicting({ rows, ours, keras }: PredictingResult): string {
  const seconds = (value: number) => `${value.toFixed(1)} s`
  return [
    `${rows.toLocaleString('en-US')} × ${COLUMNS - 1} from CSV to CSV: ${seconds(ours)}`,
    ...keras.map(
      ({ batch, read, predict, ratio }) =>
        `  pandas ${seconds(read)} + Keras in batches of ${batch} ${seconds(predict)}: ours takes ${ratio.ratio.toFixed(2)} × that time (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})`,
    ),
  ].join('\n')
}
