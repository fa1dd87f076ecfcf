/** What the signals are of, beside the tabs of the dock, and another draw of the initial weights. */
import { anotherDraw, useSignals } from '../../signals/state.ts'
import { chooseData } from '../../state/choose-data.ts'
import { useApp } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import buttons from '../buttons.module.css'
import { momentText } from './ladder-text.ts'
import styles from './ladders.module.css'

export function SignalsTools() {
  const isOn = useSignals((s) => s.isOn)
  const isReplay = useSignals((s) => s.replay !== null)
  if (!isOn) return null
  return isReplay ? <ReplayTools /> : <DrawingTools />
}

function DrawingTools() {
  const t = useText()
  const variant = useApp((s) => s.variant)
  const signals = useSignals((s) => s.byVariant.get(variant)?.signals)
  const draw = useSignals((s) => s.draw)
  const seed = useApp((s) => s.history.present.training.seed)
  if (!signals) return null
  const weights = {
    en: `initial weights, seed ${seed}${draw > 0 ? `, draw ${draw + 1}` : ''}`,
    ko: `초기 가중치, 시드 ${seed}${draw > 0 ? `, ${draw + 1}번째 추출` : ''}`,
  }
  const rows = formatCount(signals.rows)
  const isRandom = signals.source === 'random'
  return (
    <>
      <span className={styles.source}>
        {isRandom
          ? t({ en: `${rows} standard-normal rows`, ko: `표준 정규 난수 ${rows}행` })
          : t({ en: `${rows} training rows`, ko: `학습 데이터 ${rows}행` })}
        {', '}
        {t(weights)}
        {!isRandom && ` · ${t({ en: 'updates with each edit', ko: '수정할 때마다 갱신' })}`}
      </span>
      {isRandom && (
        <button type="button" className={styles.link} onClick={() => void chooseData()}>
          {t({ en: 'Choose data', ko: '데이터 고르기' })}
        </button>
      )}
      <button type="button" className={buttons.button} onClick={anotherDraw}>
        {t({ en: 'Another draw', ko: '다시 추출' })}
      </button>
    </>
  )
}

function ReplayTools() {
  const t = useText()
  const replay = useSignals((s) => s.replay)
  const frame = replay?.frames[replay.index]
  if (!replay || !frame) return null
  const rows = formatCount(frame.signals.rows)
  return (
    <span className={styles.source}>
      {t({ en: `${rows} training rows`, ko: `학습 데이터 ${rows}행` })} · {t(momentText(frame))}
    </span>
  )
}
