/** How long the signals took, or that they are taking long. */
import { useEffect, useState } from 'react'
import { shownSignals, useSignals } from '../../signals/state.ts'
import { useApp } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './status-bar.module.css'

/** Shorter computations are not mentioned, in milliseconds. */
const LONG = 1000

export function SignalsTime() {
  const t = useText()
  const variant = useApp((s) => s.variant)
  const isOn = useSignals((s) => s.isOn)
  const draw = useSignals((s) => s.draw)
  const isReplay = useSignals((s) => s.replay !== null)
  const time = useSignals((s) => shownSignals(s, variant)?.milliseconds ?? null)
  const takesLong = useTakesLong()
  if (!isOn || isReplay) return null
  if (takesLong)
    return <span role="status">{t({ en: 'Computing signals…', ko: '신호를 계산하는 중…' })}</span>
  if (time === null) return null
  return (
    <span className={styles.wide}>
      {t({ en: 'Signals', ko: '신호' })} <code>{formatCount(time)} ms</code>
      {draw > 0 && t({ en: `, draw ${draw + 1}`, ko: `, ${draw + 1}번째 초기 가중치` })}
    </span>
  )
}

function useTakesLong(): boolean {
  const computing = useSignals((s) => s.computing)
  const [long, setLong] = useState(false)
  useEffect(() => {
    setLong(false)
    if (computing === null) return
    const timer = setTimeout(() => setLong(true), LONG)
    return () => clearTimeout(timer)
  }, [computing])
  return long
}
