/** keras/src/callbacks/reduce_lr_on_plateau.py: lowers the learning rate when a figure stops improving. */
import { float, int, type Props } from '../../fields/index.ts'
import { defineCallback } from './callback.ts'
import { isBetter, mode, monitor } from './monitor.ts'

export const reduceLrOnPlateau = defineCallback({
  type: 'ReduceLROnPlateau',
  keras: 'callbacks.ReduceLROnPlateau',
  help: {
    en: 'Reduces the learning rate when the monitored value no longer improves.',
    ko: '모니터링하는 값이 더 나아지지 않으면 학습률을 낮춥니다.',
  },
  fields: {
    monitor: monitor(),
    factor: float({
      default: 0.1,
      min: 0,
      max: 1,
      exclusiveMax: true,
      help: { en: 'Factor by which the learning rate is multiplied.', ko: '학습률에 곱하는 수.' },
    }),
    patience: int({
      default: 10,
      shownOnNode: true,
      help: {
        en: 'Epochs without improvement before the reduction.',
        ko: '나아지지 않아도 기다리는 에포크 수.',
      },
    }),
    mode: mode(),
    min_delta: float({
      default: 0.0001,
      min: 0,
      help: {
        en: 'Smaller changes do not count as improvement.',
        ko: '이보다 작은 변화는 나아진 것으로 보지 않습니다.',
      },
    }),
    cooldown: int({
      default: 0,
      help: { en: 'Epochs to wait after each reduction.', ko: '낮춘 뒤 기다리는 에포크 수.' },
    }),
    min_lr: float({
      default: 0,
      min: 0,
      help: { en: 'Lower bound of the learning rate.', ko: '학습률의 하한.' },
    }),
  },
  setsLearningRate: true,
})

export type PlateauProps = Props<typeof reduceLrOnPlateau.fields>

/** The state between epochs: plain data, so that a checkpoint can store it. */
export interface PlateauState {
  readonly best: number | null
  readonly waited: number
  /** Remaining epochs of the cooldown. */
  readonly resting: number
}

export const initialPlateau: PlateauState = { best: null, waited: 0, resting: 0 }

/** The state and the learning rate after an epoch.
 *  @param value the monitored figure; undefined if it does not exist
 *  @param rate the learning rate of the epoch */
export function updatePlateau(
  state: PlateauState,
  props: PlateauProps,
  value: number | undefined,
  rate: number,
): { readonly state: PlateauState; readonly rate: number } {
  if (value === undefined) return { state, rate }
  const resting = Math.max(state.resting - 1, 0)
  const waited = state.resting > 0 ? 0 : state.waited
  if (isBetter(value, state.best, props)) return { state: { best: value, waited: 0, resting }, rate }
  if (resting > 0) return { state: { ...state, waited, resting }, rate }
  if (waited + 1 < props.patience || rate <= Math.fround(props.min_lr))
    return { state: { ...state, waited: waited + 1, resting }, rate }
  return {
    state: { ...state, waited: 0, resting: props.cooldown },
    rate: Math.fround(Math.max(rate * props.factor, props.min_lr)),
  }
}
