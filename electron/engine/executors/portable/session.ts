/** A session without native code: the same calls as the TensorFlow session, computed by JavaScript loops and tfjs's WebAssembly. */

import { packAccumulators } from '../../../../shared/graph/accumulators.ts'
import type { Plan, Program } from '../../../../shared/graph/program.ts'
import { BAD_STEP, type CallResult, type RunSizes, type Session } from '../executor.ts'
import { firstRows, type Values, zeros } from '../values.ts'
import { size } from './indices.ts'
import type { MatMul } from './matmul.ts'
import { type PreparedProgram, prepareProgram } from './program.ts'

/** Sets every state to its initial value. */
export function openPortableSession(plan: Plan, sizes: RunSizes, multiply: MatMul): Session {
  const states = new Map(
    plan.state.map((s): [string, Values] => [`state:${s.name}`, zeros(s.dtype, size(s.shape))]),
  )
  const stateArrays = new Set(states.values())
  const columns = new Map<string, Values>()
  const widths = new Map(plan.data.map((d) => [d.name, size(d.shape)]))
  const preparedPrograms = new Map<string, PreparedProgram>()

  const programs = {
    train: () => plan.train(sizes.batchSize),
    rest: () => plan.train(sizes.lastBatchSize),
    evaluate: () => plan.evaluate(sizes.evaluationBatchSize),
    predict: () => plan.predict(sizes.evaluationBatchSize),
  } satisfies { readonly [name: string]: () => Program }
  const programOf = (name: keyof typeof programs): PreparedProgram => {
    const found = preparedPrograms.get(name) ?? prepareProgram(programs[name](), states, multiply)
    preparedPrograms.set(name, found)
    return found
  }
  const state = (name: string): Values => {
    const found = states.get(`state:${name}`)
    if (!found) throw new Error(`The run has no state ${name}`)
    return found
  }
  /** Copies the rows of a batch into the input arrays. */
  const fill = ({ inputs }: PreparedProgram, rows: Int32Array) => {
    for (const [name, width] of widths) {
      const batch = inputs.get(`data:${name}`)
      const column = columns.get(name)!
      for (let i = 0; batch && i < rows.length; i++)
        batch.set(column.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width)
    }
  }
  const runBatch = (program: PreparedProgram, rows: Int32Array): void => {
    fill(program, rows)
    program.run()
    // A next value may be the array of another state: it is copied before any state is written.
    const next = [...program.next].map(
      ([name, values]) => [name, stateArrays.has(values) ? values.slice() : values] as const,
    )
    for (const [name, values] of next) state(name).set(values)
  }
  const figures = (badStep: number): CallResult => ({
    sums: packAccumulators(plan.accumulators, new Map(plan.accumulators.map((s) => [s.name, state(s.name)]))),
    badStep,
  })
  const reset = () => {
    for (const { name } of plan.accumulators) state(name).fill(0)
  }
  /** Runs steps in order; as with TensorFlow, a call with a loss that is not finite changes no state. */
  const runSteps = (program: PreparedProgram, batches: readonly Int32Array[], fresh: boolean): CallResult => {
    const previousStates = new Map([...states].map(([name, values]) => [name, values.slice()]))
    if (fresh) reset()
    for (const rows of batches) runBatch(program, rows)
    const result = figures(states.has(`state:${BAD_STEP}`) ? state(BAD_STEP)[0]! : -1)
    if (result.badStep >= 0) for (const [name, values] of previousStates) states.get(name)!.set(values)
    return result
  }

  const session: Session = {
    sizes,
    load(data) {
      for (const d of plan.data) columns.set(d.name, data.get(d.name)!)
    },
    train(order, start, end, fresh = false) {
      const { batchSize } = sizes
      const batches = Array.from({ length: end - start }, (_, i) =>
        order.subarray((start + i) * batchSize, (start + i + 1) * batchSize),
      )
      return runSteps(programOf('train'), batches, fresh)
    },
    trainLastBatch: (rows, fresh = false) => runSteps(programOf('rest'), [rows], fresh),
    evaluate(rows, fresh = false) {
      if (fresh) reset()
      const program = programOf('evaluate')
      const padded = new Int32Array(sizes.evaluationBatchSize)
      padded.set(rows)
      program.inputs.get('weight')?.fill(0).fill(1, 0, rows.length)
      runBatch(program, padded)
      return figures(-1)
    },
    predict(values, rows) {
      const program = programOf('predict')
      program.inputs.get('data:x')!.fill(0).set(values)
      program.run()
      return new Map(
        plan.outputs.map((name) => [
          name,
          firstRows(program.results.get(name)!, rows, sizes.evaluationBatchSize),
        ]),
      )
    },
    readStates: (names = plan.state.map((s) => s.name)) =>
      new Map(names.map((name) => [name, state(name).slice()])),
    writeStates(values) {
      for (const [name, value] of values) state(name).set(value)
    },
    close() {
      preparedPrograms.clear()
      columns.clear()
    },
  }
  session.writeStates(new Map(plan.state.map((s) => [s.name, s.initial()])))
  return session
}
