/** Measures the time from the start of a training to its result on the real iris, with 150 rows and 200 epochs with validation: ours and
 *  Keras's fit. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareData } from '../electron/engine/data/index.ts'
import { parseDocument } from '../shared/document/file.ts'
import { startContender } from './contender.ts'
import { startOurEngine } from './our-engine.ts'
import { bytesOf } from './rows.ts'
import { median, type Ratio, ratioOfMedians } from './statistics.ts'

const EPOCHS = 200

/** The median seconds of both, and their ratio. */
export interface IrisTimes extends Ratio {
  readonly ours: number
  readonly keras: number
}

/** @param folder for the rows that Keras reads @returns null when Keras is not installed */
export async function measureIris(root: string, rounds: number, folder: string): Promise<IrisTimes | null> {
  const examples = join(root, 'assets', 'examples')
  const example = parseDocument(readFileSync(join(examples, 'iris.loom'), 'utf8'))
  const split = { ...example.data!.split, validation: 0.2, test: 0 }
  const data = {
    ...example.data!,
    split,
    source: { ...example.data!.source, path: join(examples, 'iris.csv') },
  }
  const document = { ...example, data, training: { ...example.training, epochs: EPOCHS, callbacks: [] } }
  const prepared = await prepareData(data, { folder: null, cache: process.env.LAYERLOOM_CACHE! })
  const { info, files } = prepared
  const width = prepared.featureSize
  const raw = new Float32Array(bytesOf(files.features))
  const order = new Int32Array(bytesOf(files.order))
  const targets = new Int32Array(bytesOf(files.targets))
  const rowOf = (row: number) => [...raw.subarray(row * width, (row + 1) * width)]
  const x = Float32Array.from([...order].flatMap(rowOf))
  const task = { x: join(folder, 'iris-x.bin'), y: join(folder, 'iris-y.bin') }
  writeFileSync(task.x, x)
  writeFileSync(
    task.y,
    Int32Array.from(order, (row) => targets[row]!),
  )
  const path = join(folder, 'iris.json')
  const { batch_size: batch } = example.training
  writeFileSync(path, JSON.stringify({ ...task, train: info.rows.train, batch, epochs: EPOCHS }))
  const python = process.env.LAYERLOOM_KERAS_PYTHON
  if (!python) return null
  const env = { TF_CPP_MIN_LOG_LEVEL: '3', KERAS_BACKEND: 'tensorflow' }
  const keras = await startContender('Keras', python, [join(root, 'bench/rivals/keras_iris.py'), path], env)
  const ours = await startOurEngine(root)
  try {
    const ourTimes: number[] = []
    const kerasTimes: number[] = []
    for (let round = 0; round < rounds; round++) {
      ourTimes.push((await ours.train(document)).seconds)
      kerasTimes.push(await keras.round())
    }
    return { ours: median(ourTimes), keras: median(kerasTimes), ...ratioOfMedians(kerasTimes, ourTimes) }
  } finally {
    keras.close()
    await ours.close()
  }
}

export const formatIris = (times: IrisTimes | null): string =>
  times === null
    ? 'iris: Keras is not installed'
    : `iris, ${EPOCHS} epochs with validation, start to result: Layerloom ${times.ours.toFixed(2)} s, Keras fit ${times.keras.toFixed(2)} s, ${times.ratio.toFixed(1)} × (${times.low.toFixed(1)} to ${times.high.toFixed(1)})`
