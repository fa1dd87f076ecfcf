/** Shown in place of content that requires a valid network: the number of errors and a link to them. */
import type { Text } from '../../../shared/text.ts'
import { useProblems } from '../../problems/current-problems.ts'
import { useDock } from '../../state/dock.ts'
import { useText } from '../../ui/text.ts'
import buttons from '../buttons.module.css'
import styles from './dock.module.css'

export function InvalidNetwork({ title }: { readonly title: Text }) {
  const t = useText()
  const show = useDock((s) => s.show)
  const errors = useProblems().filter((problem) => problem.severity === 'error').length
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{t(title)}</p>
      <p>
        {t({
          en: `It appears as soon as the network has no errors (${errors} now).`,
          ko: `신경망에 오류가 없으면 바로 나타납니다(지금 ${errors}개).`,
        })}
      </p>
      <button type="button" className={buttons.button} onClick={() => show('problems')}>
        {t({ en: 'Show problems', ko: '문제 보기' })}
      </button>
    </div>
  )
}
