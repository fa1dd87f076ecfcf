/** What the doctor examines: a network with its settings and data, its signals, and what is known about a run of it. */
import type { DataInfo } from '../data/data-info.ts'
import type { Document } from '../document/document.ts'
import { findHidden, type HintContext, hintContext } from '../model/hints/hint-rule.ts'
import type { Model, ModelCall } from '../model/model.ts'
import type { ProblemData } from '../problem.ts'
import type { CallSignals, Signals, SignalsFrame, WeightSignals } from '../signals/signals.ts'

/** Figures of one epoch, in the order of `series`. */
export interface EpochFigures {
  /** 1-based. */
  readonly epoch: number
  readonly train: ArrayLike<number>
  /** null, or NaN for each figure: there are no validation rows. */
  readonly validation: ArrayLike<number> | null
  readonly learningRate: number
}

export interface Curves {
  /** Names of loss and metrics: `['loss', 'accuracy']`. */
  readonly series: readonly string[]
  readonly epochs: readonly EpochFigures[]
}

/** How often each class of an Output occurs in some rows, and how often it is predicted for them. */
export interface PredictedClasses {
  /** Name of the Output. */
  readonly output: string
  readonly classes: readonly string[]
  readonly actual: readonly number[]
  readonly predicted: readonly number[]
}

export interface Examination {
  readonly document: Document
  readonly model: Model
  /** null: no data are chosen, or they are not read yet. */
  readonly data: DataInfo | null
  /** With initial weights; null: not computed. */
  readonly signals: Signals | null
  /** Of a run, oldest first. */
  readonly frames: readonly SignalsFrame[]
  /** Of a run. */
  readonly curves: Curves | null
  /** Of an evaluation of a run. */
  readonly predictions: readonly PredictedClasses[]
  /** Why a run failed. */
  readonly problems: readonly ProblemData[]
}

/** The signals of one time. */
export interface Moment {
  /** Finished epochs; 0: initial weights. */
  readonly epoch: number
  readonly signals: Signals
  /** @returns undefined: the call was not computed */
  of(call: ModelCall): CallSignals | undefined
  /** The kernel of the call's layer, or another matrix of weights. */
  kernelOf(call: ModelCall): WeightSignals | undefined
}

export interface Subject extends Examination, HintContext {
  /** Whether another affine layer follows each call. */
  readonly hidden: readonly boolean[]
  /** The start and, of a run, its newest frame. */
  readonly moments: readonly Moment[]
}

/** @param examination `frames` may begin with epoch 0; `signals` then need not be given */
export function subjectOf(examination: Examination): Subject {
  const { document, model, signals, frames } = examination
  const start = signals ?? frames.find(({ epoch }) => epoch === 0)?.signals
  const newest = frames.at(-1)
  return {
    ...examination,
    ...hintContext(document, model),
    hidden: findHidden(model),
    moments: [
      ...(start ? [momentOf(0, start)] : []),
      ...(newest && newest.epoch > 0 ? [momentOf(newest.epoch, newest.signals)] : []),
    ],
  }
}

function momentOf(epoch: number, signals: Signals): Moment {
  const calls = new Map(signals.calls.map((each) => [each.node, each]))
  const kernels = new Map<string, WeightSignals>()
  for (const weight of signals.weights)
    if (weight.shape.length > 1 && !kernels.has(weight.layer)) kernels.set(weight.layer, weight)
  return {
    epoch,
    signals,
    of: ({ node }) => calls.get(node),
    kernelOf: ({ layer }) => kernels.get(layer.name),
  }
}

/** Matrices of weights that an optimizer changes, and that are not 0. */
export const trainedKernels = ({ signals }: Moment): readonly WeightSignals[] =>
  signals.weights.filter(
    ({ shape, trainable, norm, updateNorm }) =>
      shape.length > 1 && trainable && norm > 0 && updateNorm !== null && Number.isFinite(updateNorm),
  )

/** What one step changes, as a share of the weight. */
export const relativeStep = ({ norm, updateNorm }: WeightSignals): number => (updateNorm ?? Number.NaN) / norm

/** The findings of the earliest time at which there are some. */
export function earliest<T>({ moments }: Subject, find: (moment: Moment) => readonly T[]): readonly T[] {
  for (const moment of moments) {
    const found = find(moment)
    if (found.length > 0) return found
  }
  return []
}
