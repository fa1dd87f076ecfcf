/** Over the canvas while it shows signals: what is special about them – another moment, other rows, why they are missing. */
import type { ReactNode } from 'react'
import { closeReplay, shownSignals, useSignals } from '../../signals/state.ts'
import { chooseData } from '../../state/choose-data.ts'
import { useApp } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './activation-bar.module.css'

export function SignalsBar() {
  const t = useText()
  const variant = useApp((s) => s.variant)
  const isOn = useSignals((s) => s.isOn)
  const signals = useSignals((s) => shownSignals(s, variant))
  const entry = useSignals((s) => s.byVariant.get(variant))
  const epoch = useSignals((s) => s.replay?.frames[s.replay.index]?.epoch ?? null)
  if (!isOn) return null
  if (epoch !== null)
    return (
      <Bar
        title={t({
          en: `Signals after epoch ${formatCount(epoch)}`,
          ko: `에포크 ${formatCount(epoch)} 뒤의 신호`,
        })}
        note={t({ en: 'kept by the run', ko: '학습이 남긴 값' })}
      >
        <button type="button" onClick={closeReplay}>
          {t({ en: 'Back to the drawing', ko: '그림으로 돌아가기' })}
        </button>
      </Bar>
    )
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
