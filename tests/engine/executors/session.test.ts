/** A complete run in each executor: chunks, a partial batch, padded evaluation, reading and writing, several sessions at once. */

import { afterAll, describe, expect, it } from 'vitest'
import type { Session } from '../../../electron/engine/executors/executor.ts'
import { loadBinding, toUnaligned } from '../../../electron/engine/executors/tensorflow/binding.ts'
import { evaluateProgram } from '../../../electron/engine/executors/tensorflow/evaluate-program.ts'
import { openSession } from '../../../electron/engine/executors/tensorflow/session.ts'
import type { Values } from '../../../electron/engine/executors/values.ts'
import { loadExecutor } from '../../../electron/engine/worker/load-executor.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { packAccumulators } from '../../../shared/graph/accumulators.ts'
import type { Plan, Program } from '../../../shared/graph/program.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { buildPlan } from '../../../shared/training/plan.ts'
import { maxAbs, maxDifference, streamOf } from '../../support/random-arrays.ts'
import { documentText } from '../support.ts'

const ROWS = 90
const FEATURES = 7
const BATCH = 8
const stream = streamOf(3)
const bytes = Uint8Array.from({ length: ROWS * FEATURES }, () => stream.uniformInt(256))
const classes = Int32Array.from({ length: ROWS }, () => stream.uniformInt(3))
const columns = new Map<string, Values>([
  ['x', bytes],
  ['y', classes],
])
/** After a normalization, the gradient of a bias is 0, and Nadam amplifies its rounding errors. So the two are tested separately. */
const documents = {
  // The states of these metrics are lists: a histogram, and a number for each class.
  normalized: {
    batchNormalization: true,
    dropout: 0.3,
    output: {
      loss: 'categorical_crossentropy',
      metrics: ['accuracy', { type: 'auc', num_thresholds: 20 }, { type: 'f1_score', average: 'macro' }],
    },
  },
  regularized: { dropout: 0.3, hiddenProps: { kernel_regularizer: { type: 'l2', l2: 0.01 } } },
  mixed: { batchNormalization: true, dropout: 0.3 },
}
const optimizers = {
  normalized: { type: 'sgd', learning_rate: 0.1, momentum: 0.9, nesterov: true },
  regularized: { type: 'nadam', learning_rate: 0.01, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
  mixed: { type: 'sgd', learning_rate: 0.1, momentum: 0.9, nesterov: true },
}
type Kind = keyof typeof documents
const KINDS: readonly Kind[] = ['normalized', 'regularized']
const planOf = (kind: Kind): Plan =>
  buildPlan({
    model: analyze(
      parseDocument(
        documentText({ features: FEATURES, hidden: [9, 5], path: 'none.csv', ...documents[kind] }),
      ),
    ).model!,
    optimizer: optimizers[kind],
    dtypePolicy: kind === 'mixed' ? 'mixed_bfloat16' : 'float32',
    seed: 4,
    data: {
      shape: [FEATURES],
      dtype: 'uint8',
      preparation: { offset: [0], scale: [1 / 255] },
      targets: [{ name: 'y', kind: 'classes', classes: ['a', 'b', 'c'] }],
      weights: null,
      columns: [],
    },
  })
const order = Int32Array.from({ length: 80 }, (_, i) => (i * 37) % ROWS)
const sizes = { rows: ROWS, steps: 10, batchSize: BATCH, lastBatchSize: 5, evaluationBatchSize: 32 }

const EXECUTORS = {
  graph: await loadExecutor('graph', throwReason),
  xla: await loadExecutor('xla', throwReason),
  portable: await loadExecutor('portable', throwReason),
}
function throwReason(why: string): never {
  throw new Error(why)
}
type Where = keyof typeof EXECUTORS
const WHERE = Object.keys(EXECUTORS) as Where[]

/** One session per kind and executor, because compiling is slow; each test gets it with its initial values. */
const sessions = new Map<string, { readonly plan: Plan; readonly session: Session }>()
afterAll(() => {
  for (const { session } of sessions.values()) session.close()
})
function open(kind: Kind, where: Where = 'graph') {
  const key = `${kind} ${where}`
  let found = sessions.get(key)
  if (!found) {
    const plan = planOf(kind)
    found = { plan, session: EXECUTORS[where].open(plan, sizes) }
    found.session.load(columns)
    sessions.set(key, found)
  }
  found.session.writeStates(new Map(found.plan.state.map((s) => [s.name, s.initial()])))
  return found
}
const expectClose = (a: ReadonlyMap<string, Values>, b: ReadonlyMap<string, Values>) => {
  for (const [name, values] of a)
    expect(maxDifference(b.get(name)!, values), name).toBeLessThanOrEqual(1e-5 * (1 + maxAbs(values)))
}
const inChunks = (session: Session, chunk: number) => {
  for (let i = 0; i < sizes.steps; i += chunk) session.train(order, i, Math.min(i + chunk, sizes.steps))
  return session.readStates()
}
const expectEqualBits = (a: ReadonlyMap<string, Values>, b: ReadonlyMap<string, Values>) => {
  expect([...a.keys()]).toEqual([...b.keys()])
  for (const [name, values] of a)
    expect(Buffer.from(values.buffer).equals(Buffer.from(b.get(name)!.buffer)), name).toBe(true)
}

describe.each(KINDS.flatMap((kind) => WHERE.map((where) => ({ kind, where }))))(
  '$kind, $where',
  ({ kind, where }) => {
    it('gives the same bits for any division of an epoch into calls', () => {
      const oneCall = inChunks(open(kind, where).session, sizes.steps)
      expect((oneCall.get('step') as Uint32Array)[0]).toBe(10)
      for (const chunk of [1, 3, 7]) expectEqualBits(inChunks(open(kind, where).session, chunk), oneCall)
    })

    it('trains like the program, step by step', () => {
      const { plan, session } = open(kind, where)
      const program = plan.train(BATCH)
      let states = session.readStates()
      for (let i = 0; i < 3; i++) {
        const next = stepOf(program, states, order.subarray(i * BATCH, (i + 1) * BATCH))
        const figures = session.train(order, i, i + 1)
        states = session.readStates()
        expectClose(next, states)
        expect(figures.sums).toEqual(packAccumulators(plan.accumulators, states))
        expect(figures.badStep).toBe(-1)
      }
    })

    it('resets its figures when asked to, whatever their values', () => {
      const { plan, session } = open(kind, where)
      const rows = order.subarray(0, sizes.lastBatchSize)
      const calls = [
        (reset: boolean) => session.train(order, 2, 4, reset),
        (reset: boolean) => session.trainLastBatch(rows, reset),
        (reset: boolean) => session.evaluate(rows, reset),
      ]
      const zero = new Map(plan.accumulators.map((s) => [s.name, s.initial()]))
      const nanValues = new Map([...zero].map(([name, values]) => [name, values.slice().fill(Number.NaN)]))
      const first = new Map(plan.state.map((s) => [s.name, s.initial()]))
      for (const call of calls) {
        session.writeStates(new Map([...first, ...zero]))
        const { sums } = call(false)
        session.writeStates(new Map([...first, ...nanValues]))
        expect(call(true).sums).toEqual(sums)
        expect(call(false).sums[0]).toBe(2 * sums[0]!)
      }
    })

    it('trains the smaller last batch on its own rows only', () => {
      const { plan, session } = open(kind, where)
      const before = session.readStates()
      const rows = Int32Array.of(3, 80, 11, 0, 42)
      expect(session.trainLastBatch(rows).sums[0]).toBe(5)
      expectClose(stepOf(plan.train(5), before, rows), session.readStates())
    })

    it('does not count the padding of an evaluation', () => {
      const { plan, session } = open(kind, where)
      inChunks(session, 10)
      const figuresOf = (parts: Int32Array[]) => {
        session.writeStates(new Map(plan.accumulators.map((s) => [s.name, s.initial()])))
        return parts.map((part) => session.evaluate(part)).at(-1)!.sums
      }
      const rows = Int32Array.from({ length: 40 }, (_, i) => 2 * i)
      const oneByOne = figuresOf([...rows].map((row) => Int32Array.of(row)))
      const together = figuresOf([rows.slice(0, 32), rows.slice(32)])
      expect(together[0]).toBe(40)
      expect(maxDifference(together, oneByOne)).toBeLessThan(1e-4)
      expect(plan.figures(together)).toHaveLength(plan.series.length)
    })
  },
)

it.each(WHERE)(
  'gives the same bits in mixed precision for any division of an epoch into calls: %s',
  (where) => {
    const oneCall = inChunks(open('mixed', where).session, sizes.steps)
    for (const chunk of [1, 7]) expectEqualBits(inChunks(open('mixed', where).session, chunk), oneCall)
  },
)

it.each(KINDS)('the executors agree: %s', (kind) => {
  const graph = inChunks(open(kind).session, 10)
  for (const where of WHERE) expectClose(graph, inChunks(open(kind, where).session, 10))
})

it.each(WHERE)('writes and reads the same values, also unsigned ones: %s', (where) => {
  const { session } = open('regularized', where)
  session.writeStates(
    new Map<string, Values>([
      ['step', Uint32Array.of(0xfffffff0)],
      ['bad_step', Int32Array.of(-7)],
    ]),
  )
  const values = session.readStates(['step', 'bad_step', 'learning_rate'])
  expect(values.get('step')).toEqual(Uint32Array.of(0xfffffff0))
  expect(values.get('bad_step')).toEqual(Int32Array.of(-7))
  expect(values.get('learning_rate')).toEqual(Float32Array.of(0.01))
  expect(() => session.writeStates(new Map([['nothing', Float32Array.of(0)]]))).toThrow(/no state nothing/)
})

it.each(WHERE)('predicts any number of rows: %s', (where) => {
  const { session } = open('regularized', where)
  const predict = (from: number, rows: number) =>
    session.predict(bytes.slice(from * FEATURES, (from + rows) * FEATURES), rows).get('output')!
  const three = predict(0, 3)
  expect(three).toHaveLength(9)
  expect(maxDifference(predict(1, 1), three.slice(3, 6))).toBeLessThan(1e-6)
})

it.each(WHERE)('reports the first step whose loss is not finite: %s', (where) => {
  const { session } = open('regularized', where)
  session.train(order, 0, 4)
  session.writeStates(new Map([['learning_rate', Float32Array.of(Number.POSITIVE_INFINITY)]]))
  const before = session.readStates()
  expect(session.train(order, 4, 10).badStep).toBe(5)
  expectEqualBits(session.readStates(), before)
})

it('passes no aligned memory, which TensorFlow could keep without a copy', () => {
  for (const values of [bytes, order, Float32Array.of(1), new Float32Array(100_000), order.subarray(4)]) {
    const copied = toUnaligned(values)
    expect(copied).toEqual(values)
    expect(copied.byteOffset % 16).not.toBe(0)
  }
  const unalignedArray = new Float32Array(new ArrayBuffer(12), 4)
  expect(toUnaligned(unalignedArray)).toBe(unalignedArray)
})

it('releases every tensor', () => {
  const before = loadBinding().getNumOfTensors()
  const session = openSession(planOf('regularized'), sizes, false)
  session.load(columns)
  session.train(order, 0, 2)
  session.train(order.slice(), 2, 3)
  session.trainLastBatch(order.slice(0, 5))
  session.evaluate(order.slice(0, 9))
  session.predict(bytes.slice(0, FEATURES), 1)
  session.readStates()
  session.close()
  expect(loadBinding().getNumOfTensors()).toBe(before)
})

/** One step of the program on these rows, evaluated by TensorFlow without loop, gather or variables. */
function stepOf(
  program: Program,
  states: ReadonlyMap<string, Values>,
  rows: Int32Array,
): ReadonlyMap<string, Values> {
  const args = new Map<string, Values>([...states].map(([name, values]) => [`state:${name}`, values]))
  args.set(
    'data:x',
    Uint8Array.from([...rows].flatMap((r) => [...bytes.subarray(r * FEATURES, (r + 1) * FEATURES)])),
  )
  args.set(
    'data:y',
    Int32Array.from(rows, (r) => classes[r]!),
  )
  return evaluateProgram(program, args).next
}
