/** The Problems tab: what is wrong, where, and the button that mends it. */
import type { Problem } from '../../../shared/problem.ts'
import { useAnalysis } from '../../state/analysis.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../text.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './dock.module.css'
import { useProblems } from './problem-list.ts'
import { showNode } from './show-node.ts'

export function ProblemsPanel() {
  const t = useText()
  const problems = useProblems()
  if (problems.length === 0)
    return (
      <div className={css.empty}>
        <p className={css.emptyTitle}>{t({ en: 'No problems', ko: '문제가 없습니다' })}</p>
        <p>
          {t({
            en: 'The network is sound. What does not fit shows up here and on its node while you draw.',
            ko: '신경망에 이상이 없습니다. 맞지 않는 것은 그리는 동안 여기와 해당 노드에 나타납니다.',
          })}
        </p>
      </div>
    )
  return (
    <ul className={css.problems} aria-label={t({ en: 'Problems', ko: '문제' })}>
      {problems.map((problem) => (
        <Row
          key={`${problem.code} ${problem.node} ${problem.field} ${problem.message.en}`}
          problem={problem}
        />
      ))}
    </ul>
  )
}

function Row({ problem }: { readonly problem: Problem }) {
  const t = useText()
  const edit = useApp((s) => s.edit)
  const { severity, node, field, message, fix } = problem
  const name = useAnalysis().nodes.get(node ?? '')?.name
  const error = severity === 'error'
  const where = [name, field].filter(Boolean).join(' · ')
  const body = (
    <>
      <span className={css.severity} data-severity={severity}>
        <Icon name={error ? 'error' : 'warning'} />
        <span className="hidden-text">
          {error ? t({ en: 'Error', ko: '오류' }) : t({ en: 'Warning', ko: '경고' })}
        </span>
      </span>
      {where && <span className={css.where}>{where}</span>}
      <span className={css.message}>{t(message)}</span>
    </>
  )
  return (
    <li className={css.problem}>
      {node === null ? (
        <div className={css.problemText} data-plain={where ? undefined : true}>
          {body}
        </div>
      ) : (
        <button type="button" className={css.problemText} onClick={() => showNode(node)}>
          {body}
        </button>
      )}
      {fix && (
        <button type="button" className={css.button} onClick={() => edit(fix.label, (d) => fix.apply(d))}>
          {t(fix.label)}
        </button>
      )}
    </li>
  )
}
