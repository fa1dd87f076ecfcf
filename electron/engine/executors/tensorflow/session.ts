/** A run's SavedModel in TensorFlow: loads data and states, runs chunks of steps, returns metrics. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '../../../../shared/graph/program.ts'
import { temporaryFolder, writeTemporary } from '../../../system/temporary-folders.ts'
import type { CallResult, RunSizes, Session } from '../executor.ts'
import { firstRows, type Values } from '../values.ts'
import { type Binding, createTensor, loadBinding } from './binding.ts'
import { epochsCall, type FeedValue } from './call-epochs.ts'
import { buildSavedModel, predictionNode } from './saved-model.ts'

/** Builds the plan's SavedModel, loads it into TensorFlow and sets every state to its initial value. */
export function openSession(plan: Plan, sizes: RunSizes, xla: boolean): Session {
  const binding = loadBinding()
  const { bytes, variable } = buildSavedModel(plan, sizes, xla)
  const model = loadModel(binding, bytes)
  const states = new Map(plan.state.map((s) => [s.name, s]))
  const features = plan.data.find((d) => d.name === 'x')!
  let order: { readonly rows: Int32Array; readonly tensor: number } | null = null

  const tensorOf = ({ shape, dtype, values }: FeedValue) => createTensor(binding, shape, dtype, values)
  const run = (feeds: { readonly [node: string]: FeedValue | number }, fetches: readonly string[]) => {
    const ids = Object.values(feeds).map((f) => (typeof f === 'number' ? f : tensorOf(f)))
    const nodes = Object.keys(feeds).map((name) => `${name}:0`)
    const createdIds = ids.filter((_, i) => typeof Object.values(feeds)[i] !== 'number')
    try {
      return readTensors(
        binding,
        binding.runSavedModel(model, ids, nodes.join(), fetches.map((f) => `${f}:0`).join()),
      )
    } finally {
      for (const id of createdIds) binding.deleteTensor(id)
    }
  }
  const scalar = (value: number): FeedValue => ({ shape: [], dtype: 'int32', values: Int32Array.of(value) })
  const list = (
    values: Int32Array | Float32Array,
    length: number,
    dtype: 'int32' | 'float32',
  ): FeedValue => ({
    shape: [length],
    dtype,
    values,
  })
  const figures = ([sums, bad]: readonly Values[]): CallResult => ({
    sums: sums as Float32Array,
    badStep: bad ? bad[0]! : -1,
  })
  const orderTensor = (rows: Int32Array): number => {
    if (order?.rows === rows) return order.tensor
    if (order) binding.deleteTensor(order.tensor)
    const fullBatches =
      rows.length === sizes.steps * sizes.batchSize ? rows : rows.subarray(0, sizes.steps * sizes.batchSize)
    order = {
      rows,
      tensor: tensorOf({ shape: [sizes.steps, sizes.batchSize], dtype: 'int32', values: fullBatches }),
    }
    return order.tensor
  }
  const writeAll = (values: ReadonlyMap<string, FeedValue>) => {
    const feeds = Object.fromEntries([...values].map(([name, fed]) => [`${variable(name)}/feed`, fed]))
    if (values.size > 0)
      run(
        feeds,
        [...values.keys()].map((name) => `${variable(name)}/wrote`),
      )
  }

  const session: Session = {
    sizes,
    load(data) {
      const feeds = plan.data.map((d): [string, FeedValue] => [
        `data:${d.name}`,
        { shape: [sizes.rows, ...d.shape], dtype: d.dtype, values: data.get(d.name)! },
      ])
      writeAll(new Map(feeds))
    },
    train: (rows, start, end, fresh = false) =>
      figures(
        run({ order: orderTensor(rows), start: scalar(start), end: scalar(end), fresh: scalar(+fresh) }, [
          'train/figures',
          'train/bad',
        ]),
      ),
    trainLastBatch: (rows, fresh = false) =>
      figures(
        run({ rest_rows: list(rows, sizes.lastBatchSize, 'int32'), fresh: scalar(+fresh) }, [
          'rest/figures',
          'rest/bad',
        ]),
      ),
    ...(sizes.joined && sizes.steps > 0 ? { epochs: epochsCall(plan, sizes, sizes.joined, run) } : {}),
    evaluate(rows, fresh = false) {
      const padded = new Int32Array(sizes.evaluationBatchSize)
      padded.set(rows)
      const weight = new Float32Array(sizes.evaluationBatchSize).fill(1, 0, rows.length)
      return figures(
        run(
          {
            evaluate_rows: list(padded, sizes.evaluationBatchSize, 'int32'),
            weight: list(weight, sizes.evaluationBatchSize, 'float32'),
            fresh: scalar(+fresh),
          },
          ['evaluate/figures'],
        ),
      )
    },
    predict(values, rows) {
      const row = values.length / rows
      const padded = new (values.constructor as new (n: number) => Values)(sizes.evaluationBatchSize * row)
      padded.set(values)
      const shape = [sizes.evaluationBatchSize, ...features.shape]
      const fetches = plan.outputs.map((_, i) => predictionNode(i))
      const outputs = run({ features: { shape, dtype: features.dtype, values: padded } }, fetches)
      return new Map(
        plan.outputs.map((name, i) => [name, firstRows(outputs[i]!, rows, sizes.evaluationBatchSize)]),
      )
    },
    readStates(names = [...states.keys()]) {
      const isUint32 = (name: string) => states.get(name)?.dtype === 'uint32'
      const fetches = names.map((name) => `${variable(`state:${name}`)}/${isUint32(name) ? 'bits' : 'read'}`)
      const values = run({}, fetches)
      return new Map(names.map((name, i) => [name, isUint32(name) ? asUint(values[i]!) : values[i]!]))
    },
    writeStates(values) {
      const feeds = new Map<string, FeedValue>()
      for (const [name, value] of values) {
        const spec = states.get(name)
        if (!spec) throw new Error(`The run has no state ${name}`)
        const asInt32 = spec.dtype === 'uint32'
        feeds.set(`state:${name}`, {
          shape: spec.shape,
          dtype: asInt32 ? 'int32' : spec.dtype,
          values: asInt32 ? asInt(value) : value,
        })
      }
      writeAll(feeds)
    },
    close() {
      if (order) binding.deleteTensor(order.tensor)
      order = null
      binding.deleteSavedModel(model)
    },
  }
  session.writeStates(new Map(plan.state.map((s) => [s.name, s.initial()])))
  return session
}

/** TensorFlow reads a model from a folder, which only exists while it is read. */
export function loadModel(binding: Binding, bytes: Uint8Array): number {
  const folder = temporaryFolder('model')
  try {
    writeTemporary(() => writeFileSync(join(folder, 'saved_model.pb'), bytes))
    return binding.loadSavedModel(folder, 'serve')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The values of fetched tensors, which are then deleted. */
export function readTensors(
  binding: Binding,
  tensors: readonly { readonly id: number }[],
): (Float32Array | Int32Array | Uint8Array)[] {
  try {
    return tensors.map(({ id }) => binding.tensorDataSync(id))
  } finally {
    for (const { id } of tensors) binding.deleteTensor(id)
  }
}

const asUint = (v: Values): Uint32Array => new Uint32Array(v.buffer, v.byteOffset, v.length)
const asInt = (v: Values): Int32Array => new Int32Array(v.buffer, v.byteOffset, v.length)
