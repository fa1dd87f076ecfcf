/** Why the shown run failed: its problems, each with a link to its node or setting. */

import { settingOf } from '../../problems/current-problems.ts'
import { showNode, showSetting } from '../../problems/show-location.ts'
import { useApp } from '../../state/store.ts'
import { shownRun } from '../../state/training.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from './dock.module.css'
import training from './training.module.css'

export function Failure() {
  const t = useText()
  const result = useApp((s) => shownRun(s)?.result ?? null)
  if (!result) return null
  const problems = result.problems
  return (
    <div className={training.failure} role="alert">
      <Icon name="error" />
      <div>
        <strong>{t({ en: 'Training failed', ko: '학습하지 못했습니다' })}</strong>
        {problems.length === 0 && <p>{t(result.reason)}</p>}
        {problems.map((problem) => (
          <p key={`${problem.code} ${problem.node} ${problem.field} ${problem.message.en}`}>
            {t(problem.message)}{' '}
            {problem.node !== null && (
              <button type="button" className={styles.link} onClick={() => showNode(problem.node)}>
                {t({ en: 'Show the node', ko: '노드 보기' })}
              </button>
            )}
            {settingOf(problem) !== null && (
              <button type="button" className={styles.link} onClick={() => showSetting(settingOf(problem)!)}>
                {t({ en: 'Show the setting', ko: '설정 보기' })}
              </button>
            )}
          </p>
        ))}
      </div>
    </div>
  )
}
