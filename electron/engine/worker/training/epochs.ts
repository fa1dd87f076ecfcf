/** What follows the end of an epoch: the callbacks decide, its weights and figures are saved, and training goes on, perhaps with another
 *  learning rate, or ends. */
import { LEARNING_RATE } from '../../../../shared/training/optimize.ts'
import type { MetricsLine } from '../../run-folder/metrics-file.ts'
import type { EndedEpoch } from '../epoch.ts'
import { type EpochDecision, type EpochResults, updateStates } from '../epoch-callbacks.ts'
import { weightsOf } from '../network-weights.ts'
import * as texts from '../texts.ts'
import { end } from './end.ts'
import {
  checkpoint,
  type Effect,
  log,
  type Of,
  type Setup,
  type Step,
  step,
  type Training,
} from './training.ts'

/** Epochs of a small network end in groups, which are written and emitted together. A group ends early with the first epoch after which a
 *  callback stops the training or changes the learning rate: the epochs and steps after it are discarded. */
export function endEpochs(training: Training, { ended, at }: Of<'trained'>): Step {
  const effects: Effect[] = []
  let next: Training = { ...training, at }
  for (const [i, results] of ended.entries()) {
    const epoch = at.epoch - ended.length + i
    const { training: after, decision } = endEpoch(next, epoch, results, effects)
    next = after
    if (i === ended.length - 1 || isChange(decision))
      return finishGroup(next, epoch, results, decision, effects)
  }
  return step(next)
}

const isChange = ({ stop, rate }: EpochDecision) => stop !== null || rate !== null

/** The training after the last epoch of a group that counts. */
function finishGroup(
  training: Training,
  epoch: number,
  { states, millisecondsPerStep }: EndedEpoch,
  decision: EpochDecision,
  before: readonly Effect[],
): Step {
  const { stop, rate } = decision
  const { epochs, stepsPerEpoch } = training.setup
  const epochEnd = { epoch: epoch + 1, step: 0 }
  // Whether the session has the states of the end of this epoch, and not of steps after it.
  const isReached = training.at.step === 0 && training.at.epoch === epochEnd.epoch
  const discards = !isReached && isChange(decision)
  const next = discards ? { ...training, at: epochEnd } : training
  const effects: readonly Effect[] = [
    ...before,
    { type: 'flushEpochs' },
    ...(discards ? [{ type: 'writeStates', states } as const] : []),
    ...(rate === null ? [] : [{ type: 'setLearningRate', rate } as const]),
  ]
  const reason = stop ?? (next.at.epoch === epochs ? texts.allEpochs(epochs) : null)
  // More epochs go on from this checkpoint, and not from the weights that the run ends with.
  const signals: Effect = {
    type: 'keepSignals',
    point: {
      epoch: epoch + 1,
      states: isReached || discards ? null : states,
      milliseconds: millisecondsPerStep * stepsPerEpoch,
      isLast: reason !== null,
    },
  }
  if (reason)
    return end(next, { state: 'finished', reason, epochs: epoch + 1 }, [
      ...effects,
      checkpoint(next, epochEnd),
      signals,
    ])
  const checkpoints = isReached ? [checkpoint(next, epochEnd, { ifDue: 'epoch-end' })] : []
  return step(next, ...effects, ...checkpoints, signals)
}

/** The callbacks' decision after an epoch. @param effects receives those that save its results: a small network has thousands of epochs a
 *  second */
function endEpoch(
  training: Training,
  epoch: number,
  results: EndedEpoch,
  effects: Effect[],
): { readonly training: Training; readonly decision: EpochDecision } {
  const { train, validation, millisecondsPerStep, states } = results
  const { setup } = training
  const learningRate = states.get(LEARNING_RATE)![0]!
  const forCallbacks: EpochResults = { epoch, figures: figuresOf(setup, results), learningRate }
  const { decision, states: callbacks } = updateStates(setup.callbacks, training.callbacks, forCallbacks)
  const { best, waited, checkpointFiles } = decision
  const weights = weightsOf(setup.weights, states)
  if (best) effects.push({ type: 'queueWeights', kind: 'best', weights, epoch: epoch + 1 })
  effects.push(
    { type: 'queueWeights', kind: 'last', weights, epoch: epoch + 1 },
    { type: 'flushWeights', ifDue: true },
    {
      type: 'writeCallbackFiles',
      results: {
        epoch,
        values: loggedFigures(setup, forCallbacks),
        learningRate,
        stepsPerSecond: 1000 / millisecondsPerStep,
      },
      weights,
      checkpointFiles,
    },
  )
  for (const text of decision.remarks) effects.push(log(text))
  effects.push({
    type: 'queueEpoch',
    line: metricsLine(setup, forCallbacks, millisecondsPerStep, best),
    frame: { epoch: epoch + 1, train, validation, learningRate, millisecondsPerStep, best, waited },
  })
  return {
    training: { ...training, callbacks, best: best ? { epoch, weights } : training.best },
    decision,
  }
}

function figuresOf({ names }: Setup, { train, validation }: EndedEpoch): ReadonlyMap<string, number> {
  const figures = new Map<string, number>()
  for (const [i, name] of names.entries())
    figures.set(name, i < train.length ? train[i]! : validation![i - train.length]!)
  return figures
}

/** Keras's logs, as the files of callbacks contain them. */
const loggedFigures = ({ logsLearningRate }: Setup, { figures, learningRate }: EpochResults) =>
  Object.fromEntries(logsLearningRate ? [...figures, [LEARNING_RATE, learningRate]] : figures)

function metricsLine(
  { names }: Setup,
  { epoch, figures, learningRate }: EpochResults,
  millisecondsPerStep: number,
  best: boolean,
): MetricsLine {
  const line: { [name: string]: number | boolean | null } = { epoch: epoch + 1 }
  for (const name of names) line[name] = finite(figures.get(name)!)
  line.learning_rate = finite(learningRate)
  line.ms_per_step = millisecondsPerStep
  line.best = best
  return line
}

/** JSON has no NaN and no infinity. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
