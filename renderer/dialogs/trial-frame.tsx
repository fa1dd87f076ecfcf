/** The content of a trial's dialog: progress, errors, or the result. */
import type { ReactNode } from 'react'
import type { TrialKind, TrialResult } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { useText } from '../ui/text.ts'
import styles from './dialogs.module.css'
import type { TrialState } from './use-trial.ts'

interface Props<K extends TrialKind> {
  readonly trial: TrialState<K>
  readonly progressText: Text
  readonly children: (result: Extract<TrialResult, { readonly kind: K }>) => ReactNode
}

export function TrialFrame<K extends TrialKind>({ trial, progressText, children }: Props<K>) {
  const t = useText()
  if (trial.state === 'done') return children(trial.result)
  return (
    <div className={styles.trial} role="status">
      {trial.state === 'going' ? (
        <p>{t(progressText)}</p>
      ) : (
        trial.reasons.map((reason) => (
          <p key={reason.en} className={styles.wrong}>
            {t(reason)}
          </p>
        ))
      )}
    </div>
  )
}
