/** Over the canvas while it shows signals: what is special about them – another moment, other rows, why they are missing. */
import type { ReactNode } from 'react'
import { shownSignals, useSignals } from '../../signals/state.ts'
import { chooseData } from '../../state/choose-data.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import styles from './activation-bar.module.css'
import { ReplayBar } from './replay-bar.tsx'

export function SignalsBar() {
  const t = useText()
  const variant = useApp((s) => s.variant)
  const isOn = useSignals((s) => s.isOn)
  const signals = useSignals((s) => shownSignals(s, variant))
  const entry = useSignals((s) => s.byVariant.get(variant))
  const isReplay = useSignals((s) => s.replay !== null)
  if (!isOn) return null
  if (isReplay) return <ReplayBar />
  const [problem, ...others] = [...(entry?.problems ?? []), ...(signals?.problems ?? [])]
  if (problem)
    return (
      <Bar
        title={
          signals
            ? t({ en: 'Some signals are missing', ko: '신호 일부가 없음' })
            : t({ en: 'No signals', ko: '신호 없음' })
        }
        note={`${t(problem.message)}${others.length > 0 ? ` (+${others.length})` : ''}`}
      />
    )
  if (signals?.source !== 'random') return null
  return (
    <Bar
      title={t({ en: 'Standard-normal rows', ko: '표준정규분포 행' })}
      note={t({ en: 'there are no data to compute signals with', ko: '신호를 계산할 데이터가 없음' })}
    >
      <button type="button" onClick={chooseData}>
        {t({ en: 'Choose data', ko: '데이터 고르기' })}
      </button>
    </Bar>
  )
}

interface BarProps {
  readonly title: string
  readonly note: string
  readonly children?: ReactNode
}

const Bar = ({ title, note, children }: BarProps) => (
  <div className={styles.bar} role="status" data-testid="signals-bar">
    <b>{title}</b>
    <span title={note}>{note}</span>
    {children}
  </div>
)
