/** Over the canvas while it shows the signals of a run: a slider over time, which follows the run at its end, and the way back. */
import {
  leaveReplay,
  moveReplay,
  SLIDER_ID,
  togglePlay,
  useForeignNetwork,
  useReplay,
} from '../../signals/replay.ts'
import { useSignals } from '../../signals/state.ts'
import { isRunning } from '../../state/runs.ts'
import { useApp } from '../../state/store.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from './activation-bar.module.css'

export function ReplayBar() {
  const t = useText()
  const replay = useSignals((s) => s.replay)
  const isPlaying = useReplay((s) => s.isPlaying)
  const isForeign = useForeignNetwork() !== null
  const info = useApp((s) => s.runs[replay?.run ?? '']?.info)
  const isTraining = useApp((s) => {
    const state = s.runs[replay?.run ?? '']?.state
    return state !== undefined && isRunning(state)
  })
  const frame = replay?.frames[replay.index]
  if (!replay || !frame) return null
  const last = replay.frames.length - 1
  const epoch = formatCount(frame.epoch)
  const all = formatCount(info?.epochs ?? replay.frames[last]!.epoch)
  const moment = {
    en: frame.epoch === 0 ? 'Initial weights' : `After epoch ${epoch} of ${all}`,
    ko: frame.epoch === 0 ? '초기 가중치' : `에포크 ${epoch}/${all} 뒤`,
  }
  const loss = frame.signals.loss
  const value =
    loss === null
      ? t(moment)
      : `${t(moment)}, ${t({ en: `loss ${formatMetric(loss)}`, ko: `손실 ${formatMetric(loss)}` })}`
  return (
    <section
      className={styles.bar}
      data-testid="replay-bar"
      aria-label={t({ en: 'Signals over time', ko: '시간에 따른 신호' })}
    >
      <b className={styles.moment}>{t(moment)}</b>
      <button
        type="button"
        className={styles.play}
        disabled={last === 0}
        aria-label={isPlaying ? t({ en: 'Pause', ko: '일시 정지' }) : t({ en: 'Play', ko: '재생' })}
        onClick={togglePlay}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} size={12} />
      </button>
      <input
        id={SLIDER_ID}
        className={styles.time}
        type="range"
        min={0}
        max={last}
        step={1}
        value={replay.index}
        disabled={last === 0}
        aria-label={t({ en: 'Time', ko: '시간' })}
        aria-valuetext={value}
        onChange={(event) => moveReplay(event.target.valueAsNumber)}
      />
      {isTraining && replay.index === last && (
        <span className={styles.live}>{t({ en: 'live', ko: '실시간' })}</span>
      )}
      {isForeign && <span>{t({ en: 'network of the run, read-only', ko: '학습한 신경망, 읽기 전용' })}</span>}
      <button type="button" onClick={leaveReplay}>
        {t({ en: 'Close (Esc)', ko: '닫기 (Esc)' })}
      </button>
    </section>
  )
}
