/** Which epoch is the best and when to stop: early stopping as Keras does it, and a best epoch also without it. */
import type { Config } from '../../../shared/fields/index.ts'
import type { Text } from '../../../shared/text.ts'
import {
  afterEpoch,
  type EarlyStoppingProps,
  type EarlyStoppingState,
  notStopped,
} from '../../../shared/training/callbacks/early-stopping.ts'
import { notMonitored, stoppedEarly } from './texts.ts'

export interface Verdict {
  readonly best: boolean
  readonly waited: number
  /** Why training ends here. */
  readonly stop: Text | null
}
export interface Watch {
  /** @param epoch 0-based @param figures by name: loss, accuracy, val_loss… */
  after(epoch: number, figures: ReadonlyMap<string, number>): Verdict
  /** 0-based. */
  bestEpoch(): number | null
  /** What is remembered between epochs, as plain data for a checkpoint, and back. */
  remembered(): unknown
  recall(remembered: unknown): void
  /** Whether training ends with the best weights. */
  readonly restores: boolean
  /** Remarks before the first epoch. */
  readonly remarks: readonly Text[]
}

/** @param names of the figures that there will be */
export function watchEpochs(callbacks: readonly Config[], names: readonly string[]): Watch {
  const stoppers = callbacks
    .filter((c) => c.type === 'EarlyStopping')
    .map((c) => c as unknown as EarlyStoppingProps)
  const own: EarlyStoppingProps = {
    monitor: names.includes('val_loss') ? 'val_loss' : 'loss',
    min_delta: 0,
    patience: Number.POSITIVE_INFINITY,
    mode: 'auto',
    baseline: null,
    restore_best_weights: false,
    start_from_epoch: 0,
  }
  // The first one that watches a figure there is decides which epoch is the best; without any, the loss does.
  const working = stoppers.filter((p) => names.includes(p.monitor))
  const all = working.length > 0 ? working : [own]
  let states: EarlyStoppingState[] = all.map(() => notStopped)
  return {
    restores: working[0]?.restore_best_weights ?? false,
    remarks: stoppers.filter((p) => !working.includes(p)).map((p) => notMonitored(p.monitor, names)),
    bestEpoch: () => states[0]!.bestEpoch,
    remembered: () => states,
    recall(remembered) {
      states = remembered as EarlyStoppingState[]
    },
    after(epoch, figures) {
      states = states.map((state, i) => afterEpoch(state, all[i]!, epoch, figures.get(all[i]!.monitor)))
      const stopper = states.findIndex((s) => s.stopped)
      const state = states[Math.max(stopper, 0)]!
      const best = state.bestEpoch === null ? null : state.bestEpoch + 1
      return {
        best: states[0]!.bestEpoch === epoch,
        waited: working.length > 0 ? states[0]!.waited : 0,
        stop: stopper < 0 ? null : stoppedEarly(all[stopper]!.monitor, state.waited, best),
      }
    },
  }
}
