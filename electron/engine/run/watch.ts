/** Evaluates callbacks at the end of an epoch, as Keras does: the best epoch (also without early stopping), when to stop, when to lower the
 *  learning rate, when to save a checkpoint. */
import type { Config } from '../../../shared/fields/index.ts'
import type { Text } from '../../../shared/text.ts'
import {
  afterEpoch,
  type EarlyStoppingProps,
  type EarlyStoppingState,
  notStopped,
} from '../../../shared/training/callbacks/early-stopping.ts'
import {
  afterCheckpointEpoch,
  type CheckpointState,
  type ModelCheckpointProps,
} from '../../../shared/training/callbacks/model-checkpoint.ts'
import {
  afterPlateauEpoch,
  noPlateau,
  type PlateauProps,
  type PlateauState,
} from '../../../shared/training/callbacks/reduce-lr-on-plateau.ts'
import { keptUnseen, notMonitored, rateLowered, stoppedEarly } from './texts.ts'

export interface Verdict {
  readonly best: boolean
  readonly waited: number
  /** Why training ends here; null if it continues. */
  readonly stop: Text | null
  /** Learning rate from now on. */
  readonly rate: number
  /** File names of the ModelCheckpoints that save this epoch. */
  readonly kept: readonly string[]
  /** Texts for the log. */
  readonly remarks: readonly Text[]
}
export interface Watch {
  /** @param epoch 0-based @param figures metrics by name: loss, accuracy, val_loss… @param rate learning rate of the epoch */
  after(epoch: number, figures: ReadonlyMap<string, number>, rate: number): Verdict
  /** Best epoch, 0-based. */
  bestEpoch(): number | null
  /** The callbacks' state as plain data for a checkpoint. */
  remembered(): unknown
  /** Restores a state. Returns false, without changing anything, if it does not fit these callbacks. */
  recall(remembered: unknown): boolean
  /** Whether training ends with the best weights. */
  readonly restores: boolean
  /** Texts for the log before the first epoch. */
  readonly remarks: readonly Text[]
}

const of = <P>(callbacks: readonly Config[], type: string): readonly P[] =>
  callbacks.filter((c) => c.type === type).map((c) => c as unknown as P)

interface Remembered {
  readonly stoppers: readonly EarlyStoppingState[]
  readonly plateaus: readonly PlateauState[]
  readonly checkpoints: readonly CheckpointState[]
}

/** @param names names of the metrics of the run */
export function watchEpochs(callbacks: readonly Config[], names: readonly string[]): Watch {
  const stoppers = of<EarlyStoppingProps>(callbacks, 'EarlyStopping')
  const plateaus = of<PlateauProps>(callbacks, 'ReduceLROnPlateau')
  const checkpoints = of<ModelCheckpointProps>(callbacks, 'ModelCheckpoint')
  const own: EarlyStoppingProps = {
    monitor: names.includes('val_loss') ? 'val_loss' : 'loss',
    min_delta: 0,
    patience: Number.POSITIVE_INFINITY,
    mode: 'min',
    baseline: null,
    restore_best_weights: false,
    start_from_epoch: 0,
  }
  // The first EarlyStopping whose metric exists decides which epoch is the best; without any, the loss does.
  const working = stoppers.filter((p) => names.includes(p.monitor))
  const all = working.length > 0 ? working : [own]
  let memory: Remembered = {
    stoppers: all.map(() => notStopped),
    plateaus: plateaus.map(() => noPlateau),
    checkpoints: checkpoints.map(() => null),
  }
  const blind = <P extends { readonly monitor: string }>(watching: readonly P[]) =>
    watching.filter((p) => !names.includes(p.monitor))
  return {
    restores: working[0]?.restore_best_weights ?? false,
    remarks: [
      ...blind(stoppers).map((p) => notMonitored('EarlyStopping', p.monitor, names)),
      ...blind(plateaus).map((p) => notMonitored('ReduceLROnPlateau', p.monitor, names)),
      ...blind(checkpoints).flatMap((p) => (p.save_best_only ? [keptUnseen(p.monitor, names)] : [])),
    ],
    bestEpoch: () => memory.stoppers[0]!.bestEpoch,
    remembered: () => memory,
    recall(remembered) {
      if (!isLike(memory, remembered)) return false
      memory = remembered as Remembered
      return true
    },
    after(epoch, figures, rate) {
      const states = memory.stoppers.map((state, i) =>
        afterEpoch(state, all[i]!, epoch, figures.get(all[i]!.monitor)),
      )
      const remarks: Text[] = []
      let rateNow = rate
      const lowered = plateaus.map((p, i) => {
        const next = afterPlateauEpoch(memory.plateaus[i]!, p, figures.get(p.monitor), rateNow)
        if (next.rate !== rateNow) remarks.push(rateLowered(epoch + 1, p.monitor, rateNow, next.rate))
        rateNow = next.rate
        return next.state
      })
      const saved = checkpoints.map((p, i) =>
        afterCheckpointEpoch(memory.checkpoints[i]!, p, figures.get(p.monitor)),
      )
      memory = { stoppers: states, plateaus: lowered, checkpoints: saved.map((s) => s.best) }
      const stopper = states.findIndex((s) => s.stopped)
      const state = states[Math.max(stopper, 0)]!
      const best = state.bestEpoch === null ? null : state.bestEpoch + 1
      return {
        best: states[0]!.bestEpoch === epoch,
        waited: working.length > 0 ? states[0]!.waited : 0,
        stop: stopper < 0 ? null : stoppedEarly(all[stopper]!.monitor, state.waited, best),
        rate: rateNow,
        kept: checkpoints.flatMap((p, i) => (saved[i]!.save ? [p.filepath] : [])),
        remarks,
      }
    },
  }
}

/** Whether a value has the structure of a state: the same counts, and the same fields with plain values. */
function isLike(memory: unknown, other: unknown): boolean {
  if (memory === null || typeof memory !== 'object')
    return other === null || typeof other === 'number' || typeof other === 'boolean'
  if (other === null || typeof other !== 'object' || Array.isArray(other) !== Array.isArray(memory))
    return false
  const [names, others] = [Object.keys(memory), Object.keys(other)]
  return (
    names.length === others.length &&
    names.every(
      (name) =>
        Object.hasOwn(other, name) && isLike(memory[name as keyof object], other[name as keyof object]),
    )
  )
}
