/** What an evaluation of a run finds: the figures of each Output. */
import { type BootstrapSettings, bootstrap, percentileInterval } from './bootstrap.ts'
import type { ClassFigures } from './class-figures.ts'
import type { LabelFigures } from './label-figures.ts'
import type { NumberFigures } from './number-figures.ts'
import { finite, type Interval } from './score.ts'

export interface EvaluationFigures {
  /** Loss and metrics by their Keras names, as Keras's `evaluate` of these rows. */
  readonly series: readonly { readonly name: string; readonly value: number | null }[]
  readonly outputs: readonly OutputEvaluation[]
}

export interface OutputEvaluation {
  /** Name of the Output. */
  readonly output: string
  /** Name of the target column. */
  readonly target: string
  /** Mean loss of the rows, without weights and penalties. */
  readonly loss: { readonly value: number | null; readonly interval: Interval | null }
  readonly figures: ClassFigures | LabelFigures | NumberFigures
}

/** The mean of the losses of the rows. */
export function meanLoss(losses: Float32Array): OutputEvaluation['loss'] {
  let sum = 0
  for (let row = 0; row < losses.length; row++) sum += losses[row]!
  return { value: finite(sum / losses.length), interval: null }
}

export function meanLossInterval(losses: Float32Array, settings: BootstrapSettings): Interval | null {
  const value = new Float64Array(1)
  const [draws] = bootstrap(losses.length, settings, 1, (weights) => {
    let sum = 0
    for (let row = 0; row < losses.length; row++) sum += weights[row]! * losses[row]!
    value[0] = sum / losses.length
    return value
  })
  return percentileInterval(draws!)
}
