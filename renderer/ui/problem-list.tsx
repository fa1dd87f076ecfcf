/** Problems in words, each with its fix: one press, one undo step. */
import type { Problem } from '../../shared/problem.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../text.ts'
import { Icon } from './icon.tsx'
import styles from './problem-list.module.css'

/** Carries out a problem's fix as one undo step. */
export function applyFix(problem: Problem): void {
  const { fix } = problem
  if (fix) useApp.getState().edit(fix.label, (document) => fix.apply(document))
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
          </div>
        </li>
      ))}
    </ul>
  )
}
