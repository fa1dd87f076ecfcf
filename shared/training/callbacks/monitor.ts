/** What callbacks that watch a figure share: keras/src/callbacks/monitor_callback.py. */
import { choice, string } from '../../fields/index.ts'

export const monitor = () =>
  string({
    default: 'val_loss',
    telling: true,
    help: {
      en: 'Figure to watch: val_loss, val_accuracy, loss…',
      ko: '지켜볼 값: val_loss, val_accuracy, loss…',
    },
  })
export const mode = () =>
  choice({
    choices: ['auto', 'min', 'max'],
    default: 'auto',
    help: { en: 'Whether smaller or larger is better.', ko: '작을수록 좋은지, 클수록 좋은지.' },
  })

export interface Watched {
  readonly monitor: string
  readonly mode: 'auto' | 'min' | 'max'
  readonly min_delta?: number
}

/** Whether larger values of a metric are better: as Keras's "auto" decides, by the metric's name. */
export const largerIsBetter = (metric: string): boolean =>
  /acc|auc|precision|recall|f1|fbeta|r2|cosine/.test(metric)

/** Whether a figure is better than the best so far (null: there is none), by more than min_delta. */
export function isBetter(value: number, best: number | null, p: Watched): boolean {
  const delta = p.min_delta ?? 0
  if (best === null) return true
  const larger = p.mode === 'max' || (p.mode === 'auto' && largerIsBetter(p.monitor))
  return larger ? value - delta > best : value + delta < best
}
