/** Fields and comparison shared by callbacks that monitor a figure: keras/src/callbacks/monitor_callback.py. */
import { choice, string } from '../../fields/index.ts'

export const monitor = () =>
  string({
    default: 'val_loss',
    shownOnNode: true,
    help: {
      en: 'Value to monitor: val_loss, val_accuracy, loss…',
      ko: '모니터링할 값: val_loss, val_accuracy, loss…',
    },
  })
export const mode = () =>
  choice({
    choices: ['auto', 'min', 'max'],
    default: 'auto',
    help: { en: 'Whether smaller or larger is better.', ko: '작을수록 좋은지, 클수록 좋은지.' },
  })

export interface MonitorProps {
  readonly monitor: string
  readonly mode: 'auto' | 'min' | 'max'
  readonly min_delta?: number
}

/** Whether a figure is better than the best so far by more than min_delta. The mode "auto" has been resolved by the monitored metric
 *  (model/callback-modes.ts); an unresolved one counts as "min".
 *  @param best null before the first figure */
export function isBetter(value: number, best: number | null, props: MonitorProps): boolean {
  const delta = props.min_delta ?? 0
  if (best === null) return true
  return props.mode === 'max' ? value - delta > best : value + delta < best
}
