/** keras/src/callbacks/early_stopping.py: stops the training when a figure stops improving, and keeps the best weights. */
import { bool, float, int, optionalFloat, type Props } from '../../fields/index.ts'
import { defineCallback } from './callback.ts'
import { isBetter, mode, monitor } from './monitor.ts'

export const earlyStopping = defineCallback({
  type: 'EarlyStopping',
  keras: 'callbacks.EarlyStopping',
  help: {
    en: 'Stops training when the monitored value no longer improves.',
    ko: '모니터링하는 값이 더 나아지지 않으면 학습을 멈춥니다.',
  },
  fields: {
    monitor: monitor(),
    min_delta: float({
      default: 0,
      min: 0,
      help: {
        en: 'Smaller changes do not count as improvement.',
        ko: '이보다 작은 변화는 나아진 것으로 보지 않습니다.',
      },
    }),
    patience: int({
      default: 0,
      shownOnNode: true,
      help: { en: 'Epochs without improvement before it stops.', ko: '나아지지 않아도 기다리는 에포크 수.' },
    }),
    mode: mode(),
    baseline: optionalFloat({
      help: { en: 'Value to beat to count as improvement.', ko: '이 값을 넘어야 나아진 것으로 봅니다.' },
    }),
    restore_best_weights: bool({
      default: false,
      help: {
        en: 'Restores the weights of the best epoch at the end.',
        ko: '끝에 가장 좋았던 에포크의 가중치로 되돌립니다.',
      },
    }),
    start_from_epoch: int({
      default: 0,
      help: { en: 'Epochs before monitoring starts.', ko: '모니터링을 시작하기 전의 에포크 수.' },
    }),
  },
  stopSummary: ({ patience }) => ({
    en: `early, patience ${patience}`,
    ko: `조기 종료, patience ${patience}`,
  }),
})

export type EarlyStoppingProps = Props<typeof earlyStopping.fields>

/** The state of early stopping between epochs: plain data, so that a checkpoint can store it. */
export interface EarlyStoppingState {
  readonly best: number | null
  /** 0-based epoch of the best weights; null before the first. */
  readonly bestEpoch: number | null
  readonly waited: number
  readonly stopped: boolean
}

export const initialEarlyStopping: EarlyStoppingState = {
  best: null,
  bestEpoch: null,
  waited: 0,
  stopped: false,
}

/** The state after an epoch (0-based).
 *  @param value the monitored figure; undefined if it does not exist */
export function updateEarlyStopping(
  state: EarlyStoppingState,
  props: EarlyStoppingProps,
  epoch: number,
  value: number | undefined,
): EarlyStoppingState {
  if (value === undefined || epoch < props.start_from_epoch) return state
  const waited = state.waited + 1
  if (isBetter(value, state.best, props))
    return {
      best: value,
      bestEpoch: epoch,
      waited: isBetter(value, props.baseline, props) ? 0 : waited,
      stopped: false,
    }
  return { ...state, waited, stopped: waited >= props.patience && epoch > 0 }
}
