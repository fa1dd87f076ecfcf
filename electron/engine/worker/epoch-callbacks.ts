/** Evaluates callbacks at the end of an epoch, as Keras does: the best epoch (also without early stopping), when to stop, when to lower the
 *  learning rate, when to save a checkpoint. */

import type { CallbackDefinition } from '../../../shared/catalog/callbacks/callback.ts'
import {
  type EarlyStoppingProps,
  type EarlyStoppingState,
  earlyStopping,
  initialEarlyStopping,
  updateEarlyStopping,
} from '../../../shared/catalog/callbacks/early-stopping.ts'
import {
  type CheckpointState,
  type ModelCheckpointProps,
  modelCheckpoint,
  updateModelCheckpoint,
} from '../../../shared/catalog/callbacks/model-checkpoint.ts'
import {
  initialPlateau,
  type PlateauProps,
  type PlateauState,
  reduceLrOnPlateau,
  updatePlateau,
} from '../../../shared/catalog/callbacks/reduce-lr-on-plateau.ts'
import type { Config, Fields, Props } from '../../../shared/fields/index.ts'
import type { Text } from '../../../shared/text.ts'
import { hasSameStructure } from './same-structure.ts'
import { notMonitored, rateLowered, savesEveryEpoch, stoppedEarly } from './texts.ts'

/** The callbacks of a run that decide. */
export interface EpochCallbacks {
  /** The first one decides which epoch is the best. */
  readonly stoppers: readonly EarlyStoppingProps[]
  /** Whether `stoppers` are those of the document; without any, one that never stops watches the loss. */
  readonly stopsEarly: boolean
  /** Whether training ends with the best weights. */
  readonly restoresBestWeights: boolean
  readonly plateaus: readonly PlateauProps[]
  readonly checkpoints: readonly ModelCheckpointProps[]
  /** Texts for the log before the first epoch. */
  readonly remarks: readonly Text[]
}

/** The states of the callbacks between epochs: plain data, so that a checkpoint can store them. */
export interface CallbackStates {
  readonly stoppers: readonly EarlyStoppingState[]
  readonly plateaus: readonly PlateauState[]
  readonly checkpoints: readonly CheckpointState[]
}

export interface EpochResults {
  /** 0-based. */
  readonly epoch: number
  /** Figures by name: loss, accuracy, val_loss… */
  readonly figures: ReadonlyMap<string, number>
  /** The learning rate of the epoch. */
  readonly learningRate: number
}

export interface EpochDecision {
  readonly best: boolean
  readonly waited: number
  /** Why training ends here; null if it continues. */
  readonly stop: Text | null
  /** The learning rate from now on; null if it stays. */
  readonly rate: number | null
  /** File names of the ModelCheckpoints that save this epoch. */
  readonly checkpointFiles: readonly string[]
  /** Texts for the log. */
  readonly remarks: readonly Text[]
}

/** The arguments of the callbacks with this definition. */
const propsOf = <F extends Fields>(
  callbacks: readonly Config[],
  { type }: CallbackDefinition<F>,
): readonly Props<F>[] => callbacks.filter((c) => c.type === type).map((c) => c as unknown as Props<F>)

/** @param names names of the figures of the run */
export function epochCallbacks(callbacks: readonly Config[], names: readonly string[]): EpochCallbacks {
  const stoppers = propsOf(callbacks, earlyStopping)
  const plateaus = propsOf(callbacks, reduceLrOnPlateau)
  const checkpoints = propsOf(callbacks, modelCheckpoint)
  const defaultStopper: EarlyStoppingProps = {
    monitor: names.includes('val_loss') ? 'val_loss' : 'loss',
    min_delta: 0,
    patience: Number.POSITIVE_INFINITY,
    mode: 'min',
    baseline: null,
    restore_best_weights: false,
    start_from_epoch: 0,
  }
  const activeStoppers = stoppers.filter((p) => names.includes(p.monitor))
  const stopsEarly = activeStoppers.length > 0
  const withoutFigure = <P extends { readonly monitor: string }>(monitoring: readonly P[]) =>
    monitoring.filter((p) => !names.includes(p.monitor))
  return {
    stoppers: stopsEarly ? activeStoppers : [defaultStopper],
    stopsEarly,
    restoresBestWeights: activeStoppers[0]?.restore_best_weights ?? false,
    plateaus,
    checkpoints,
    remarks: [
      ...withoutFigure(stoppers).map((p) => notMonitored(earlyStopping.type, p.monitor, names)),
      ...withoutFigure(plateaus).map((p) => notMonitored(reduceLrOnPlateau.type, p.monitor, names)),
      ...withoutFigure(checkpoints).flatMap((p) =>
        p.save_best_only ? [savesEveryEpoch(p.monitor, names)] : [],
      ),
    ],
  }
}

export const initialStates = ({ stoppers, plateaus, checkpoints }: EpochCallbacks): CallbackStates => ({
  stoppers: stoppers.map(() => initialEarlyStopping),
  plateaus: plateaus.map(() => initialPlateau),
  checkpoints: checkpoints.map(() => null),
})

/** The states in a checkpoint; null if they do not fit these callbacks. */
export const restoreStates = (callbacks: EpochCallbacks, value: unknown): CallbackStates | null =>
  hasSameStructure(initialStates(callbacks), value) ? (value as CallbackStates) : null

/** The best epoch so far, 0-based. */
export const bestEpochOf = ({ stoppers }: CallbackStates): number | null => stoppers[0]!.bestEpoch

/** The states and the decision after an epoch. */
export function updateStates(
  { stoppers, stopsEarly, plateaus, checkpoints }: EpochCallbacks,
  before: CallbackStates,
  { epoch, figures, learningRate }: EpochResults,
): { readonly states: CallbackStates; readonly decision: EpochDecision } {
  const stopperStates = before.stoppers.map((state, i) =>
    updateEarlyStopping(state, stoppers[i]!, epoch, figures.get(stoppers[i]!.monitor)),
  )
  const remarks: Text[] = []
  let rate = learningRate
  const plateauStates = plateaus.map((p, i) => {
    const result = updatePlateau(before.plateaus[i]!, p, figures.get(p.monitor), rate)
    if (result.rate !== rate) remarks.push(rateLowered(epoch + 1, p.monitor, rate, result.rate))
    rate = result.rate
    return result.state
  })
  const checkpointResults = checkpoints.map((p, i) =>
    updateModelCheckpoint(before.checkpoints[i]!, p, figures.get(p.monitor)),
  )
  const states: CallbackStates = {
    stoppers: stopperStates,
    plateaus: plateauStates,
    checkpoints: checkpointResults.map((s) => s.best),
  }
  return {
    states,
    decision: {
      best: stopperStates[0]!.bestEpoch === epoch,
      waited: stopsEarly ? stopperStates[0]!.waited : 0,
      stop: stopOf(stoppers, states),
      rate: rate === learningRate ? null : rate,
      checkpointFiles: checkpoints.flatMap((p, i) => (checkpointResults[i]!.save ? [p.filepath] : [])),
      remarks,
    },
  }
}

/** Why the training ends at these states; null if it continues. */
export function stopOf(
  stoppers: readonly EarlyStoppingProps[],
  { stoppers: states }: CallbackStates,
): Text | null {
  const i = states.findIndex(({ stopped }) => stopped)
  if (i < 0) return null
  const { waited, bestEpoch } = states[i]!
  return stoppedEarly(stoppers[i]!.monitor, waited, bestEpoch === null ? null : bestEpoch + 1)
}

/** The states of a training that goes on after an early stop: what it has waited stays. */
export const afterStop = (states: CallbackStates): CallbackStates => ({
  ...states,
  stoppers: states.stoppers.map((state) => ({ ...state, stopped: false })),
})
