/** Several epochs in one call give the same bits for any division into calls, and the same numbers as epochs trained one by one. */
import { afterAll, describe, expect, it } from 'vitest'
import type { JoinedEpochResult, JoinedEpochs, Session } from '../../../electron/engine/executors/executor.ts'
import type { Values } from '../../../electron/engine/executors/values.ts'
import { loadExecutor } from '../../../electron/engine/worker/load-executor.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import type { Plan } from '../../../shared/graph/program.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { buildPlan } from '../../../shared/training/plan.ts'
import { maxAbs, maxDifference, streamOf } from '../../support/random-arrays.ts'
import { documentText } from '../support.ts'

const FEATURES = 5
const BATCH = 8
const TRAINING_ROWS = 45
const VALIDATION_ROWS = 30
const EPOCHS = 6
const stream = streamOf(9)
const columns = new Map<string, Values>([
  ['x', Float32Array.from({ length: (TRAINING_ROWS + VALIDATION_ROWS) * FEATURES }, () => stream.normal())],
  ['y', Int32Array.from({ length: TRAINING_ROWS + VALIDATION_ROWS }, () => stream.uniformInt(3))],
])
/** Five full batches and one of 5 rows; validation in two blocks, the second with padding. */
const sizes = {
  rows: TRAINING_ROWS + VALIDATION_ROWS,
  steps: 5,
  batchSize: BATCH,
  lastBatchSize: 5,
  evaluationBatchSize: 16,
}
const STEPS = 6
const validation = Int32Array.from({ length: VALIDATION_ROWS }, (_, i) => TRAINING_ROWS + i)
const orders = Array.from({ length: EPOCHS }, (_, epoch) =>
  Int32Array.from({ length: TRAINING_ROWS }, (_, i) => (i * (7 + 4 * (epoch % 3)) + epoch) % TRAINING_ROWS),
)
const plan: Plan = buildPlan({
  model: analyze(
    parseDocument(
      documentText({
        features: FEATURES,
        hidden: [7, 4],
        path: 'none.csv',
        batchNormalization: true,
        dropout: 0.3,
        output: {
          loss: 'categorical_crossentropy',
          metrics: ['accuracy', { type: 'auc', num_thresholds: 20 }],
        },
      }),
    ),
  ).model!,
  optimizer: { type: 'sgd', learning_rate: 0.1, momentum: 0.9, nesterov: true },
  seed: 4,
  data: {
    shape: [FEATURES],
    dtype: 'float32',
    preparation: { offset: [0], scale: [1] },
    targets: [{ name: 'y', kind: 'classes', classes: ['a', 'b', 'c'] }],
    weights: null,
    columns: [],
  },
})
const executor = await loadExecutor('xla', (why) => {
  throw new Error(why)
})
const session: Session = executor.open(plan, {
  ...sizes,
  joined: { epochs: EPOCHS, validation: VALIDATION_ROWS },
})
session.load(columns)
afterAll(() => session.close())

const resetState = () => session.writeStates(new Map(plan.state.map((s) => [s.name, s.initial()])))
const bitsOf = (values: ReadonlyMap<string, Values>) =>
  [...values].map(([name, v]) => [name, Buffer.from(v.buffer, v.byteOffset, v.byteLength).toString('hex')])
const call = (stretch: Omit<JoinedEpochs, 'validation'>) => session.epochs!({ ...stretch, validation })
const bitsOfEpoch = ({ train, validation: validationSums, states }: JoinedEpochResult) => [
  ...bitsOf(
    new Map([
      ['train', train],
      ['held', validationSums],
    ]),
  ),
  ...bitsOf(states),
]

/** Last step of each call, counted from the start of the first epoch. */
const callEnds: readonly (readonly number[])[] = [
  [6, 12, 18, 24, 30, 36],
  [12, 36],
  [1, 5, 6, 11, 29, 36],
  [35, 36],
]

describe('several epochs in one call', () => {
  resetState()
  const oneCall = call({ orders, from: 0, to: STEPS })
  const finalState = session.readStates()

  it.each(callEnds.map((ends) => ({ ends })))(
    'gives the same bits in calls that end at $ends',
    ({ ends }) => {
      resetState()
      let done = 0
      const epochs: JoinedEpochResult[] = []
      for (const end of ends) {
        const first = Math.floor(done / STEPS)
        const last = Math.ceil(end / STEPS)
        const result = call({
          orders: orders.slice(first, last),
          from: done % STEPS,
          to: end - (last - 1) * STEPS,
        })
        expect(result.badStep).toBe(-1)
        epochs.push(...result.epochs.slice(0, Math.floor(end / STEPS) - first))
        done = end
      }
      expect(epochs.map(bitsOfEpoch)).toEqual(oneCall.epochs.map(bitsOfEpoch))
      expect(bitsOf(session.readStates())).toEqual(bitsOf(finalState))
    },
  )

  it('returns the states of each epoch, to restore them', () => {
    resetState()
    session.writeStates(oneCall.epochs[2]!.states)
    const rest = call({ orders: orders.slice(3), from: 0, to: STEPS })
    expect(rest.epochs.map(bitsOfEpoch)).toEqual(oneCall.epochs.slice(3).map(bitsOfEpoch))
  })

  it('has the same numbers as epochs trained one by one', () => {
    resetState()
    for (const [i, order] of orders.slice(0, 2).entries()) {
      session.train(order, 0, sizes.steps, true)
      const train = session.trainLastBatch(order.slice(sizes.steps * BATCH)).sums
      const evaluation = [0, 16]
        .map((at) => session.evaluate(validation.subarray(at, at + 16), at === 0))
        .at(-1)!
      const { states, ...sums } = oneCall.epochs[i]!
      for (const [actual, expected] of [
        [sums.train, train],
        [sums.validation, evaluation.sums],
        ...[...session.readStates([...states.keys()])].map(([name, values]) => [states.get(name)!, values]),
      ] as const)
        expect(maxDifference(actual!, expected!)).toBeLessThanOrEqual(1e-4 * (1 + maxAbs(expected!)))
    }
  })

  it('changes no state when a loss is not finite, and reports the step', () => {
    resetState()
    call({ orders: orders.slice(0, 1), from: 0, to: STEPS })
    session.writeStates(new Map([['learning_rate', Float32Array.of(Number.POSITIVE_INFINITY)]]))
    const before = bitsOf(session.readStates())
    expect(call({ orders: orders.slice(1), from: 0, to: STEPS }).badStep).toBe(STEPS + 1)
    expect(bitsOf(session.readStates())).toEqual(before)
  })
})
