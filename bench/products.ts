/** Measures the lower bound of a step: the matrix products of its forward and backward pass alone, in one compiled loop of the same
 *  TensorFlow in this process. */

import { readRuntime, xlaFlags } from '../electron/engine/executors/runtime.ts'
import { tensorflow } from '../electron/engine/executors/tensorflow/index.ts'
import { createGraph, createOps } from '../shared/graph/graph.ts'
import type { Tensor } from '../shared/graph/op.ts'
import type { Plan, Program, StateSpec } from '../shared/graph/program.ts'

export interface Products {
  /** Trains one more epoch. @returns milliseconds per step */
  round(): number
  close(): void
}

/** @param sizes of the layers, from the features to the last Dense @param dtype in which a run stores the features */
export function startProducts(
  sizes: readonly number[],
  batch: number,
  rows: number,
  dtype: 'uint8' | 'float32',
): Products {
  const plan = planOf(sizes, dtype)
  const steps = Math.floor(rows / batch)
  const session = tensorflow(true).open(plan, {
    rows,
    steps,
    batchSize: batch,
    lastBatchSize: 0,
    evaluationBatchSize: 1,
  })
  session.load(
    new Map<string, Float32Array | Int32Array | Uint8Array>([
      ['x', features(rows * sizes[0]!, dtype)],
      ['y', new Int32Array(rows)],
    ]),
  )
  const order = Int32Array.from({ length: steps * batch }, (_, i) => i)
  const epoch = () => void session.train(order, 0, steps)
  withXlaFlags(epoch)
  return {
    round() {
      const start = performance.now()
      epoch()
      return (performance.now() - start) / steps
    },
    close: () => session.close(),
  }
}

const features = (length: number, dtype: 'uint8' | 'float32') =>
  dtype === 'uint8'
    ? Uint8Array.from({ length }, (_, i) => (i * 7919) % 256)
    : Float32Array.from({ length }, (_, i) => Math.sin(i))

/** Runs `work` with the XLA flags of a run. XLA reads the flags when it first compiles; they are restored afterwards, so that other
 *  processes do not inherit them. */
function withXlaFlags(work: () => void): void {
  const previous = process.env.XLA_FLAGS
  const runtime = readRuntime(process.env.LAYERLOOM_CACHE!)
  Object.assign(process.env, xlaFlags(runtime, 'xla', false))
  try {
    work()
  } finally {
    if (previous === undefined) delete process.env.XLA_FLAGS
    else process.env.XLA_FLAGS = previous
  }
}

const RATE = 1e-6

function planOf(sizes: readonly number[], dtype: 'uint8' | 'float32'): Plan {
  const scalar = (name: string, role: StateSpec['role'], dtype: 'float32' | 'int32'): StateSpec => ({
    name,
    shape: [],
    dtype,
    role,
    initial: () => (dtype === 'int32' ? Int32Array.of(-1) : Float32Array.of(1)),
  })
  const weights = sizes.slice(1).map((units, i): StateSpec & { shape: readonly [number, number] } => {
    const shape = [sizes[i]!, units] as const
    const initial = () => Float32Array.from({ length: shape[0] * shape[1] }, (_, k) => Math.sin(k) / 30)
    return { name: `kernel_${i}`, shape, dtype: 'float32', role: 'weight', initial }
  })
  // A session needs at least two sums.
  const sums = ['rows', 'sum/loss'].map((name) => scalar(name, 'metric', 'float32'))
  const badStep = scalar('bad_step', 'counter', 'int32')
  const train = (batch: number): Program => {
    const m = createOps(createGraph())
    const state = (s: StateSpec) => m.argument(`state:${s.name}`, s.shape, s.dtype)
    const kernels = weights.map(state)
    const inputs: Tensor[] = [m.cast(m.argument('data:x', [batch, sizes[0]!], dtype), 'float32')]
    for (const kernel of kernels) inputs.push(m.matMul(inputs.at(-1)!, kernel))
    const next = new Map<string, Tensor>([
      ...sums.map((s) => [s.name, state(s)] as const),
      [badStep.name, state(badStep)],
    ])
    const prediction = inputs.at(-1)!
    let gradient = prediction
    for (let i = weights.length - 1; i >= 0; i--) {
      const update = m.matMul(inputs[i]!, gradient, true)
      next.set(weights[i]!.name, m.add(kernels[i]!, m.mul(update, RATE * RATE)))
      // The gradient of the features is not needed.
      if (i > 0) gradient = m.matMul(gradient, kernels[i]!, false, true)
    }
    return { ops: m.graph.ops, batch, next, results: new Map([['output', prediction]]) }
  }
  return {
    state: [...weights, ...sums, badStep],
    data: [
      { name: 'x', shape: [sizes[0]!], dtype },
      { name: 'y', shape: [], dtype: 'int32' },
    ],
    train,
    evaluate: train,
    score: train,
    predict: (batch) => ({ ...train(batch), next: new Map() }),
    predictWithDropout: (batch) => ({ ...train(batch), next: new Map() }),
    averages: new Map(),
    outputs: ['output'],
    series: ['loss'],
    accumulators: sums,
    figures: () => new Float32Array(1),
  }
}
