/** The content of a trial's dialog: progress, errors, or the result. */
import type { ReactNode } from 'react'
import type { TrialKind, TrialResult } from '../../shared/ipc/contract.ts'
import type { Text } from '../../shared/text.ts'
import { useText } from '../text.ts'
import styles from './dialogs.module.css'
import type { TrialState } from './use-trial.ts'

interface Props<K extends TrialKind> {
  readonly trial: TrialState<K>
  readonly going: Text
  readonly children: (result: Extract<TrialResult, { readonly kind: K }>) => ReactNode
}

export function TrialFrame<K extends TrialKind>({ trial, going, children }: Props<K>) {
  const t = useText()
  if (trial.state === 'done') return children(trial.result)
  return (
    <div className={styles.trial} role="status">
      {trial.state === 'going' ? (
        <p>{t(going)}</p>
      ) : (
        trial.why.map((why) => (
          <p key={why.en} className={styles.wrong}>
            {t(why)}
          </p>
        ))
      )}
    </div>
  )
}
