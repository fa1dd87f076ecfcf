/** What no implementation can be faster than: the matrix products of a step's forward and backward pass alone, in one compiled loop of
 *  the same TensorFlow in this process. */
import { tensorflow } from '../electron/engine/executors/tensorflow/index.ts'
import { createGraph, mathOn } from '../shared/graph/graph.ts'
import type { Tensor } from '../shared/graph/ops.ts'
import type { Plan, Program, StateSpec } from '../shared/graph/program.ts'

export interface Products {
  /** Milliseconds per step of one more epoch. */
  round(): number
  close(): void
}

/** @param sizes of the layers, from the features to the last Dense */
export function startProducts(sizes: readonly number[], batch: number, rows: number): Products {
  const plan = planOf(sizes)
  const steps = Math.floor(rows / batch)
  const session = tensorflow(true).open(plan, { rows, steps, batch, rest: 0, evaluate: 1 })
  session.load(
    new Map<string, Float32Array | Int32Array>([
      ['x', Float32Array.from({ length: rows * sizes[0]! }, (_, i) => Math.sin(i))],
      ['y', new Int32Array(rows)],
    ]),
  )
  const order = Int32Array.from({ length: steps * batch }, (_, i) => i)
  const epoch = () => void session.train(order, 0, steps)
  epoch()
  return {
    round() {
      const start = performance.now()
      epoch()
      return (performance.now() - start) / steps
    },
    close: () => session.close(),
  }
}

const TINY = 1e-6

function planOf(sizes: readonly number[]): Plan {
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
  const rows = scalar('rows', 'metric', 'float32')
  const bad = scalar('bad_step', 'counter', 'int32')
  const train = (batch: number): Program => {
    const m = mathOn(createGraph())
    const state = (s: StateSpec) => m.argument(`state:${s.name}`, s.shape, s.dtype)
    const kernels = weights.map(state)
    const inputs: Tensor[] = [m.argument('data:x', [batch, sizes[0]!])]
    for (const kernel of kernels) inputs.push(m.matmul(inputs.at(-1)!, kernel))
    const next = new Map<string, Tensor>([
      [rows.name, state(rows)],
      [bad.name, state(bad)],
    ])
    let gradient = inputs.at(-1)!
    for (let i = weights.length - 1; i >= 0; i--) {
      const update = m.matmul(inputs[i]!, gradient, true)
      next.set(weights[i]!.name, m.add(kernels[i]!, m.mul(update, TINY * TINY)))
      // Nobody asks for the gradient of the features.
      if (i > 0) gradient = m.matmul(gradient, kernels[i]!, false, true)
    }
    return { ops: m.graph.ops, batch, next, results: new Map() }
  }
  return {
    state: [...weights, rows, bad],
    data: [
      { name: 'x', shape: [sizes[0]!], dtype: 'float32' },
      { name: 'y', shape: [], dtype: 'int32' },
    ],
    train,
    evaluate: train,
    predict: (batch) => ({ ...train(batch), next: new Map() }),
    averages: new Map(),
    series: ['loss'],
    accumulators: [rows],
    figures: () => new Float32Array(1),
  }
}
