/** The time and memory of a training, estimated from a few real batches. */
import { useApp, useDocument } from '../state/store.ts'
import { formatBytes, formatDuration } from '../ui/format.ts'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'
import { TrialFrame } from './trial-frame.tsx'
import { useTrial } from './use-trial.ts'

/** Rounds to three significant digits, which is already more than such a measurement's precision. */
const formatNumber = (value: number): string => String(Number(value.toPrecision(3)))

export function CostDialog() {
  const t = useText()
  const { epochs } = useDocument().training
  const trial = useTrial('cost')
  const close = () => useApp.setState({ dialog: null })
  return (
    <Dialog
      title={t({ en: 'Time and memory for training', ko: '학습에 드는 시간과 메모리' })}
      onClose={close}
    >
      <TrialFrame
        trial={trial}
        progressText={{ en: 'Training on a few real batches…', ko: '실제 배치 몇 개로 학습하는 중…' }}
      >
        {(cost) => (
          <dl className={styles.facts}>
            <dt>{t({ en: 'One step', ko: '한 스텝' })}</dt>
            <dd>{formatNumber(cost.millisecondsPerStep)} ms</dd>
            <dt>{t({ en: 'One epoch, with validation', ko: '검증을 포함한 한 에포크' })}</dt>
            <dd>{formatNumber(cost.secondsPerEpoch)} s</dd>
            <dt>{t({ en: `All ${epochs} epochs`, ko: `${epochs} 에포크 모두` })}</dt>
            <dd>{formatDuration(cost.secondsToCompile + cost.secondsPerEpoch * epochs)}</dd>
            <dt>{t({ en: 'Preparing the network', ko: '신경망 준비' })}</dt>
            <dd>{formatNumber(cost.secondsToCompile)} s</dd>
            <dt>{t({ en: 'Memory', ko: '메모리' })}</dt>
            <dd>{formatBytes(cost.bytes)}</dd>
          </dl>
        )}
      </TrialFrame>
    </Dialog>
  )
}
