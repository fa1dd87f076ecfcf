/** Signals: what a network's layers put out for a batch of rows, the gradients that arrive there, and what a step of training would change.
 *  Plain data, so that it crosses processes and is kept with a run. */
import type { NodeId } from '../document/document.ts'
import type { ProblemData } from '../problem.ts'

/** Rows of the batch: of the training rows by seed, or all where there are fewer. A large network takes fewer. */
export const SIGNAL_ROWS = 256

/** Counts of values in bins of equal width. */
export interface Histogram {
  /** Lower edge of the first bin and upper edge of the last one. Of gradients: log10 of the absolute value. */
  readonly from: number
  readonly to: number
  /** Values outside the edges, zero gradients and values that are not finite are in no bin. */
  readonly counts: readonly number[]
}

/** Of the outputs of one call of a layer, for all rows and units; every figure is NaN where no value is finite. */
export interface OutputSignals {
  readonly mean: number
  /** Standard deviation of all values, of the population. */
  readonly deviation: number
  /** Root mean square over units of the standard deviation over rows (and positions): how much the signal tells rows apart. */
  readonly unitDeviation: number
  readonly min: number
  readonly max: number
  /** Share of zeros. */
  readonly zeros: number
  /** Share of values within 1 % of a finite bound of an activation that saturates; null for any other layer. */
  readonly saturated: number | null
  /** Units (of the last axis) that put out the same value for every row and position, and of how many. */
  readonly dead: { readonly units: number; readonly of: number }
  readonly nonFinite: number
  /** On the axis that all nodes share. */
  readonly histogram: Histogram
  /** On its own axis, finer. */
  readonly detail: Histogram
}

/** Of the gradients of each row's own loss by the outputs of one call; not divided by the batch. At a final softmax or sigmoid, of the loss
 *  as a function of probabilities; before it, of the loss on logits, as in training. */
export interface GradientSignals {
  /** Mean of the absolute values, and their 10 % and 90 % quantiles. */
  readonly mean: number
  readonly low: number
  readonly high: number
  /** Share of zeros. */
  readonly zeros: number
  readonly nonFinite: number
  readonly histogram: Histogram
  readonly detail: Histogram
}

/** One call of a layer. */
export interface CallSignals {
  /** The node; inside groups its path. */
  readonly node: NodeId
  /** Keras name of the layer. */
  readonly layer: string
  /** Type of the layer: Dense. */
  readonly type: string
  /** Of the outputs, without the batch. */
  readonly shape: readonly number[]
  readonly outputs: OutputSignals
  /** null: an Input, or no loss depends on the outputs, or the network has no loss that can be computed. */
  readonly gradients: GradientSignals | null
}

/** One weight of a layer, in a step of training with the whole batch: the mean loss with its penalties. */
export interface WeightSignals {
  /** The node that calls the layer first. */
  readonly node: NodeId
  readonly layer: string
  /** Name of the weight in the layer: kernel. */
  readonly weight: string
  readonly shape: readonly number[]
  readonly trainable: boolean
  /** Euclidean norms. null: not trained, or no loss. */
  readonly norm: number
  readonly gradientNorm: number | null
  /** Norm of the change that the optimizer makes at its rate. */
  readonly updateNorm: number | null
  readonly nonFinite: number
  /** All units start alike: every column of a kernel is the same. */
  readonly isSymmetric: boolean
}

/** Moving statistics of a normalization against those of the batch. */
export interface NormalizationSignals {
  readonly node: NodeId
  readonly layer: string
  /** Root mean square over units of (moving mean − batch mean) ÷ batch standard deviation. */
  readonly meanShift: number
  /** Geometric mean over units of moving variance ÷ batch variance. */
  readonly varianceRatio: number
}

export interface SignalAxes {
  readonly outputs: readonly [number, number]
  /** log10 of |gradient|. null: no gradients. */
  readonly gradients: readonly [number, number] | null
}

export interface Signals {
  /** Rows of the batch. */
  readonly rows: number
  /** `random`: standard-normal rows and targets by seed, as there are no data. */
  readonly source: 'data' | 'random'
  readonly axes: SignalAxes
  /** In the order of computation. */
  readonly calls: readonly CallSignals[]
  readonly weights: readonly WeightSignals[]
  readonly normalizations: readonly NormalizationSignals[]
  /** Mean loss of the rows with penalties; null without a loss. */
  readonly loss: number | null
  /** Why a part of the network, or its gradients, is missing. */
  readonly problems: readonly ProblemData[]
  /** Milliseconds that the computation took. */
  readonly milliseconds: number
}

/** Signals of a run at the end of an epoch. */
export interface SignalsFrame {
  /** Finished epochs; 0: initial weights. */
  readonly epoch: number
  /** Finished steps of the run. */
  readonly step: number
  readonly signals: Signals
}
