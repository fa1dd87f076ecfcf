/** The Summary tab: the output of Keras's model.summary(). */
import { useMemo } from 'react'
import { summary } from '../../../shared/model/summary.ts'
import { useAnalysis } from '../../state/analysis.ts'
import { useText } from '../../ui/text.ts'
import { CopyButton } from '../copy-button.tsx'
import { Scroller } from '../scroller.tsx'
import styles from './dock.module.css'
import { InvalidNetwork } from './invalid-network.tsx'

/** @returns the summary; `null` if the network is not valid */
function useSummary(): string | null {
  const { model } = useAnalysis()
  return useMemo(() => (model ? summary(model) : null), [model])
}

export function SummaryTools() {
  const t = useText()
  const text = useSummary()
  return text === null ? null : (
    <CopyButton text={text} label={t({ en: 'Copy the summary', ko: '요약 복사' })} />
  )
}

export function SummaryPanel() {
  const t = useText()
  const text = useSummary()
  if (text === null) return <InvalidNetwork title={{ en: 'No summary yet', ko: '아직 요약이 없습니다' }} />
  return (
    <Scroller className={styles.summary} role="region" label={t({ en: 'Summary', ko: '요약' })}>
      <pre>{text}</pre>
    </Scroller>
  )
}
