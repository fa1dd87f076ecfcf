/** The signals of a run's network for its own weights, on a fixed batch of its training rows: the same as while it is drawn. */
import { elementCount } from '../../../../shared/graph/shape.ts'
import type { Model } from '../../../../shared/model/model.ts'
import { ProblemError } from '../../../../shared/problem.ts'
import { SIGNAL_ROWS, type Signals } from '../../../../shared/signals/signals.ts'
import type { StateValues } from '../../executors/executor.ts'
import type { OpenRun } from '../open-run.ts'
import { readBatch } from './batch-rows.ts'
import { openSignals } from './compute-signals.ts'
import { tooLarge } from './texts.ts'

export interface RunSignalsProgram {
  /** Names of the states that it reads. */
  readonly names: readonly string[]
  /** The states that the run started with: a function of its seed. */
  initialStates(): StateValues
  compute(states: StateValues): Signals
  close(): void
}

/** @throws ProblemError if the network is too large, or the rows cannot be read */
export function openRunSignals({ job, training, model, settings, executor }: OpenRun): RunSignalsProgram {
  const { rows, columns } = readBatch(job, training.seed, signalRows(model))
  const program = openSignals(settings, rows.length, executor)
  return {
    names: program.states.map(({ name }) => name),
    initialStates: () => new Map(program.states.map(({ name, initial }) => [name, initial()])),
    compute(states) {
      const start = performance.now()
      const figures = program.compute(states, columns)
      return { ...figures, source: 'data', problems: [], milliseconds: performance.now() - start }
    },
    close: () => program.close(),
  }
}

/** Outputs of all rows and trained weights together: with their gradients and copies they are less than a gigabyte. */
const MAX_VALUES = 2 ** 25

/** Rows of the batch: fewer where the outputs of so many would need much more memory than the training.
 *  @throws ProblemError if the weights alone do */
export function signalRows({ calls, layers }: Model, limit = MAX_VALUES): number {
  const weights = layers.reduce(
    (sum, layer) => sum + layer.weights.reduce((n, { shape }) => n + elementCount(shape), 0),
    0,
  )
  const perRow = calls.reduce((n, { outputShape }) => n + elementCount(outputShape.slice(1) as number[]), 0)
  const rows = Math.floor((limit - weights) / perRow)
  if (rows < 1) throw new ProblemError([tooLarge(weights + perRow, limit)])
  return Math.min(rows, SIGNAL_ROWS)
}
