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
  modelCheckpoint,
  updateModelCheckpoint,
} from '../../../shared/catalog/callbacks/model-checkpoint.ts'
import {
  initialPlateau,
  type PlateauState,
  reduceLrOnPlateau,
  updatePlateau,
} from '../../../shared/catalog/callbacks/reduce-lr-on-plateau.ts'
import type { Config, Fields, Props } from '../../../shared/fields/index.ts'
import type { Text } from '../../../shared/text.ts'
import { notMonitored, rateLowered, savesEveryEpoch, stoppedEarly } from './texts.ts'

export interface EpochDecision {
  readonly best: boolean
  readonly waited: number
  /** Why training ends here; null if it continues. */
  readonly stop: Text | null
  /** Learning rate from now on. */
  readonly rate: number
  /** File names of the ModelCheckpoints that save this epoch. */
  readonly checkpointFiles: readonly string[]
  /** Texts for the log. */
  readonly remarks: readonly Text[]
}
export interface EpochCallbacks {
  /** @param epoch 0-based @param figures metrics by name: loss, accuracy, val_loss… @param rate learning rate of the epoch */
  onEpochEnd(epoch: number, figures: ReadonlyMap<string, number>, rate: number): EpochDecision
  /** Best epoch, 0-based. */
  bestEpoch(): number | null
  /** The callbacks' state as plain data for a checkpoint. */
  serialize(): unknown
  /** Restores a state. Returns false, without changing anything, if it does not fit these callbacks. */
  restore(remembered: unknown): boolean
  /** Whether training ends with the best weights. */
  readonly restoresBestWeights: boolean
  /** Texts for the log before the first epoch. */
  readonly remarks: readonly Text[]
}

/** The arguments of the callbacks with this definition. */
const propsOf = <F extends Fields>(
  callbacks: readonly Config[],
  { type }: CallbackDefinition<F>,
): readonly Props<F>[] => callbacks.filter((c) => c.type === type).map((c) => c as unknown as Props<F>)

interface CallbackStates {
  readonly stoppers: readonly EarlyStoppingState[]
  readonly plateaus: readonly PlateauState[]
  readonly checkpoints: readonly CheckpointState[]
}

/** @param names names of the metrics of the run */
export function createEpochCallbacks(callbacks: readonly Config[], names: readonly string[]): EpochCallbacks {
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
  // The first EarlyStopping whose metric exists decides which epoch is the best; without any, the loss does.
  const activeStoppers = stoppers.filter((p) => names.includes(p.monitor))
  const effectiveStoppers = activeStoppers.length > 0 ? activeStoppers : [defaultStopper]
  let callbackStates: CallbackStates = {
    stoppers: effectiveStoppers.map(() => initialEarlyStopping),
    plateaus: plateaus.map(() => initialPlateau),
    checkpoints: checkpoints.map(() => null),
  }
  const withoutMetric = <P extends { readonly monitor: string }>(watching: readonly P[]) =>
    watching.filter((p) => !names.includes(p.monitor))
  return {
    restoresBestWeights: activeStoppers[0]?.restore_best_weights ?? false,
    remarks: [
      ...withoutMetric(stoppers).map((p) => notMonitored(earlyStopping.type, p.monitor, names)),
      ...withoutMetric(plateaus).map((p) => notMonitored(reduceLrOnPlateau.type, p.monitor, names)),
      ...withoutMetric(checkpoints).flatMap((p) =>
        p.save_best_only ? [savesEveryEpoch(p.monitor, names)] : [],
      ),
    ],
    bestEpoch: () => callbackStates.stoppers[0]!.bestEpoch,
    serialize: () => callbackStates,
    restore(remembered) {
      if (!hasSameStructure(callbackStates, remembered)) return false
      callbackStates = remembered as CallbackStates
      return true
    },
    onEpochEnd(epoch, figures, rate) {
      const stopperStates = callbackStates.stoppers.map((state, i) =>
        updateEarlyStopping(state, effectiveStoppers[i]!, epoch, figures.get(effectiveStoppers[i]!.monitor)),
      )
      const remarks: Text[] = []
      let learningRate = rate
      const plateauStates = plateaus.map((p, i) => {
        const result = updatePlateau(callbackStates.plateaus[i]!, p, figures.get(p.monitor), learningRate)
        if (result.rate !== learningRate)
          remarks.push(rateLowered(epoch + 1, p.monitor, learningRate, result.rate))
        learningRate = result.rate
        return result.state
      })
      const checkpointResults = checkpoints.map((p, i) =>
        updateModelCheckpoint(callbackStates.checkpoints[i]!, p, figures.get(p.monitor)),
      )
      callbackStates = {
        stoppers: stopperStates,
        plateaus: plateauStates,
        checkpoints: checkpointResults.map((s) => s.best),
      }
      const stoppedIndex = stopperStates.findIndex((s) => s.stopped)
      const state = stopperStates[Math.max(stoppedIndex, 0)]!
      const best = state.bestEpoch === null ? null : state.bestEpoch + 1
      return {
        best: stopperStates[0]!.bestEpoch === epoch,
        waited: activeStoppers.length > 0 ? stopperStates[0]!.waited : 0,
        stop:
          stoppedIndex < 0
            ? null
            : stoppedEarly(effectiveStoppers[stoppedIndex]!.monitor, state.waited, best),
        rate: learningRate,
        checkpointFiles: checkpoints.flatMap((p, i) => (checkpointResults[i]!.save ? [p.filepath] : [])),
        remarks,
      }
    },
  }
}

/** Whether a value has the structure of a state: the same counts, and the same fields with plain values. */
function hasSameStructure(expected: unknown, actual: unknown): boolean {
  if (expected === null || typeof expected !== 'object')
    return actual === null || typeof actual === 'number' || typeof actual === 'boolean'
  if (actual === null || typeof actual !== 'object' || Array.isArray(actual) !== Array.isArray(expected))
    return false
  const [names, others] = [Object.keys(expected), Object.keys(actual)]
  return (
    names.length === others.length &&
    names.every(
      (name) =>
        Object.hasOwn(actual, name) &&
        hasSameStructure(expected[name as keyof object], actual[name as keyof object]),
    )
  )
}
