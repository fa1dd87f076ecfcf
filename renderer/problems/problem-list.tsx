/** Problems and hints as text, each with its fix as one undo step. Hints can be dismissed. */
import type { Problem } from '../../shared/model/fix.ts'
import { currentHint, dismissHint } from '../state/hints.ts'
import { useApp } from '../state/store.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import styles from './problem-list.module.css'

/** Applies a problem's fix as one undo step. A hint may be pressed before it reflects the last edit; an outdated hint does nothing. */
export function applyFix(problem: Problem): void {
  const current = problem.severity === 'hint' ? currentHint(problem, useApp.getState()) : problem
  const fix = current?.fix
  if (fix) useApp.getState().editWhole(fix.label, (document) => fix.apply(document))
}

export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const t = useText()
  return (
    <ul className={styles.list}>
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.field} ${problem.message.en}`} data-severity={problem.severity}>
          <span className={styles.sign}>
            <Icon name={problem.severity} size={14} />
          </span>
          <div>
            <p>{t(problem.message)}</p>
            {problem.fix && (
              <button type="button" className={styles.fix} onClick={() => applyFix(problem)}>
                {t(problem.fix.label)}
              </button>
            )}
            {problem.severity === 'hint' && <DismissButton hint={problem} />}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Dismisses all hints of this kind. The Problems tab restores them. */
export function DismissButton({ hint }: { readonly hint: Problem }) {
  const t = useText()
  const title = t({
    en: 'Hide hints of this kind; the Problems tab can show them again',
    ko: '이런 힌트를 숨깁니다. 문제 탭에서 다시 볼 수 있습니다',
  })
  return (
    <button type="button" className={styles.dismiss} title={title} onClick={() => dismissHint(hint.code)}>
      {t({ en: 'Dismiss', ko: '숨기기' })}
    </button>
  )
}
