/** Asks whether the run that trains is stopped alone, or with those of its set that would follow. */
import { useEffect } from 'react'
import type { SetKind } from '../../shared/document/run-set.ts'
import type { Text } from '../../shared/text.ts'
import type { StopChoice } from '../state/store.ts'
import { useActiveRun } from '../state/training.ts'
import { kindOf, placeInSet } from '../ui/set-text.ts'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'

interface Props {
  readonly answer: (choice: StopChoice) => void
}

export function StopSetDialog({ answer }: Props) {
  const t = useText()
  const { set, following = 0 } = useActiveRun()?.info ?? {}
  // The set may end meanwhile.
  useEffect(() => {
    if (!set) answer('cancel')
  }, [set, answer])
  if (!set) return null
  return (
    <Dialog
      title={t({ en: 'Stop all runs of the set?', ko: '학습 묶음을 모두 중지할까요?' })}
      onClose={() => answer('cancel')}
    >
      <p>{t(whatFollows(t(placeInSet(set)), following))}</p>
      <p>
        {t({
          en: 'What was trained is kept. A stopped run can be resumed, and the missing ones follow it then.',
          ko: '학습한 결과는 남습니다. 중지한 학습을 이어서 하면 빠진 학습이 그 뒤를 잇습니다.',
        })}
      </p>
      <div className={styles.buttons}>
        <button type="button" className={styles.button} onClick={() => answer('cancel')}>
          {t({ en: 'Keep training', ko: '계속 학습' })}
        </button>
        <span className={styles.fill} />
        <button type="button" className={styles.button} onClick={() => answer('one')}>
          {t(STOP_ONE[kindOf(set)])}
        </button>
        <button
          type="button"
          className={styles.button}
          data-kind="main"
          data-autofocus
          onClick={() => answer('all')}
        >
          {t({ en: 'Stop all', ko: '모두 중지' })}
        </button>
      </div>
    </Dialog>
  )
}

const STOP_ONE: { readonly [K in SetKind]: Text } = {
  folds: { en: 'Stop this fold only', ko: '이 폴드만 중지' },
  seeds: { en: 'Stop this seed only', ko: '이 시드만 중지' },
  optimizers: { en: 'Stop this optimizer only', ko: '이 알고리즘만 중지' },
}

const whatFollows = (place: string, following: number): Text => ({
  en: `Now: ${place}. ${following === 0 ? 'It is the last one.' : following === 1 ? 'One more run follows.' : `${following} more runs follow.`}`,
  ko: `지금은 ${place}입니다. ${following === 0 ? '마지막 학습입니다.' : `이어서 ${following}개를 더 학습할 예정입니다.`}`,
})
