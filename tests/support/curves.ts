/** Loss curves of the lesson's networks on the real Fashion-MNIST, in our engine and in Keras: with the same initial weights, the same
 *  rows in the same order, and dropout off. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareData } from '../../electron/engine/data/index.ts'
import { tensorflow } from '../../electron/engine/executors/tensorflow/index.ts'
import { epochOrder } from '../../electron/engine/worker/epoch-order.ts'
import type { RunJob } from '../../electron/engine/worker/messages.ts'
import { type OpenRun, openRun } from '../../electron/engine/worker/open-run.ts'
import type { DTypePolicy } from '../../shared/catalog/dtype-policy.ts'
import { losses } from '../../shared/catalog/losses/index.ts'
import { optimizers } from '../../shared/catalog/optimizers/index.ts'
import type { Document } from '../../shared/document/document.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { type Config, createConfig } from '../../shared/fields/index.ts'
import type { Json } from '../../shared/json.ts'
import { analyze } from '../../shared/model/analyze.ts'
import type { Request } from './keras.ts'
import { describeConfig, describeProps } from './keras-comparison.ts'

/** The steps [from, to) of an epoch whose mean loss is one point of the curve. */
type Windows = readonly (readonly [number, number])[]

/** Windows: each of the first 200 steps alone, or an epoch in windows of 100 steps. */
export const WINDOWS = {
  beginning: Array.from({ length: 200 }, (_, i) => [i, i + 1] as const),
  /** The windows of an epoch of `steps` full batches. */
  epoch: (steps: number): Windows =>
    Array.from({ length: Math.ceil(steps / 100) }, (_, i) => [i * 100, Math.min(i * 100 + 100, steps)]),
}

export interface Curves {
  readonly steps: number
  /** The mean loss of each window, epoch after epoch. */
  ours(epochs: readonly Windows[]): number[]
  /** The request for the same curve in Keras. `nudge`: from this index on, every fifth initial weight is moved by one unit in the last
   *  place. */
  request(epochs: readonly Windows[], options?: { readonly jit?: boolean; readonly nudge?: number }): Request
  close(): void
}

/** @param optimizer replaces the optimizer of the document; null keeps it */
export async function curvesOf(
  example: string,
  optimizer: Config | null,
  cache: string,
  policy: DTypePolicy = 'float32',
): Promise<Curves> {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-curves-'))
  const text = readFileSync(`assets/examples/${example}.loom`, 'utf8')
  const document = withSettings(parseDocument(text), optimizer, policy)
  const prepared = await prepareData(document.data!, { folder: null, cache })
  const job: RunJob = {
    run: 'curves',
    resume: null,
    document: serializeDocument(document),
    epochs: 3,
    seed: 1,
    series: [],
    info: prepared.info,
    files: prepared.files,
    folder,
    executor: 'xla',
    small: false,
    signals: false,
    flags: {},
  }
  const run = openRun(job, tensorflow(true))
  const initialState = run.session.readStates()
  return {
    steps: run.session.sizes.steps,
    ours(epochs) {
      run.session.writeStates(initialState)
      return epochs.flatMap((windows, epoch) => trainWindows(run, windows, epoch))
    },
    request: (epochs, options) => kerasRequest(run, document, initialState, folder, { epochs, ...options }),
    close() {
      run.session.close()
      rmSync(folder, { recursive: true })
    },
  }
}

function withSettings(document: Document, optimizer: Config | null, dtype_policy: DTypePolicy): Document {
  const network = document.networks[document.main]!
  const layers = Object.entries(network.layers).map(([id, layer]) => [
    id,
    layer.type === 'Dropout' ? { ...layer, props: { ...layer.props, rate: 0 } } : layer,
  ])
  return {
    ...document,
    networks: { ...document.networks, [document.main]: { ...network, layers: Object.fromEntries(layers) } },
    training: { ...document.training, dtype_policy, optimizer: optimizer ?? document.training.optimizer },
  }
}

export const optimizerOf = (type: string, props: { readonly [name: string]: Json } = {}): Config =>
  createConfig(optimizers, type, props)

const orderOf = ({ rows, training, job }: OpenRun, epoch: number): Int32Array =>
  epochOrder(rows, training.shuffle, job.seed, epoch)

function trainWindows(run: OpenRun, windows: Windows, epoch: number): number[] {
  const { session, plan } = run
  const order = orderOf(run, epoch)
  return windows.map(([from, to]) => {
    session.writeStates(new Map(plan.accumulators.map((s) => [s.name, s.initial()])))
    return plan.figures(session.train(order, from, to).sums)[0]!
  })
}

function kerasRequest(
  run: OpenRun,
  document: Document,
  initialState: ReadonlyMap<string, ArrayLike<number>>,
  folder: string,
  options: { readonly epochs: readonly Windows[]; readonly jit?: boolean; readonly nudge?: number },
): Request {
  const { job, plan, session } = run
  const { model } = analyze(document, job.info)
  const calls = model!.calls.filter((c) => !['Input', 'Output'].includes(c.layer.definition.type))
  const weights = plan.state.filter((s) => s.role === 'weight' || s.role === 'moving')
  const files = { weights: join(folder, 'weights'), order: join(folder, 'order') }
  writeFileSync(
    files.weights,
    Buffer.concat(weights.map((s) => toBuffer(initialState.get(s.name) as Float32Array))),
  )
  writeFileSync(files.order, Buffer.concat(options.epochs.map((_, epoch) => toBuffer(orderOf(run, epoch)))))
  const output = model!.calls[model!.outputs[0]!]!
  const { offset, scale } = job.info.preparation
  if (offset.some((v) => v !== 0) || scale.length !== 1) throw new Error('only pictures are compared')
  return {
    kind: 'curve',
    name: document.name,
    layers: calls.map((c) => ({
      keras: c.layer.definition.keras,
      config: { ...describeProps(c.layer.definition.fields, c.layer.props), name: c.layer.name },
    })),
    // The Input is 0 in the description for Keras, and the first of our calls.
    calls: calls.map((c, i) => [i, ...c.inputs]),
    weights: weights.map((s) => [s.name, s.shape]),
    files: { ...files, features: job.files.features, targets: job.files.targets },
    shape: job.info.shape,
    scale: scale[0]!,
    batch: session.sizes.batchSize,
    rows: run.rows.length,
    optimizer: describeConfig(optimizers, document.training.optimizer),
    loss: describeConfig(losses, output.layer.props.loss as Config),
    epochs: options.epochs,
    policy: document.training.dtype_policy,
    jit: options.jit ?? true,
    nudge: options.nudge ?? null,
  }
}

const toBuffer = (values: Float32Array | Int32Array) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength)

/** The largest difference between two curves. */
export const maxDifference = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((v, i) => Math.abs(v - b[i]!)))
