/** The Problems tab: each problem with its location and its fix. Below, collapsible, hints on possible improvements. */

import type { Finding } from '../../../shared/doctor/finding.ts'
import { findingRules } from '../../../shared/doctor/index.ts'
import type { Problem } from '../../../shared/model/fix.ts'
import { hintRules } from '../../../shared/model/hints/index.ts'
import type { Severity } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { FindingBody } from '../../doctor/finding-body.tsx'
import { restoreFindings, useFindings } from '../../doctor/findings.ts'
import { isDataProblem, settingOf, useProblems } from '../../problems/current-problems.ts'
import { applyFix, DismissButton } from '../../problems/problem-list.tsx'
import { showNode, showSetting } from '../../problems/show-location.ts'
import { askDataAccess } from '../../state/allow-data.ts'
import { useAnalysis } from '../../state/analysis.ts'
import { runAction } from '../../state/attempt.ts'
import { chooseData } from '../../state/choose-data.ts'
import { reloadData } from '../../state/data.ts'
import { NOT_ALLOWED } from '../../state/data-access.ts'
import { useDock } from '../../state/dock.ts'
import { restoreHints, useAllHints } from '../../state/hints.ts'
import { dismissMessage, useMessages } from '../../state/notify.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import buttons from '../buttons.module.css'
import styles from './dock.module.css'

export function ProblemsPanel() {
  const problems = useProblems()
  const hasFindings = useFindings().shown.length > 0
  return (
    <div className={styles.problems}>
      <FailedActions />
      {problems.length > 0 && <Rows problems={problems} name={{ en: 'Problems', ko: '문제' }} />}
      {problems.length === 0 && !hasFindings && <NoProblems />}
      <Findings />
      <Hints />
    </div>
  )
}

/** Actions that failed, until they succeed: a file that was not saved, data that cannot be used. */
function FailedActions() {
  const t = useText()
  const messages = useMessages((s) => s.failures)
  if (messages.length === 0) return null
  return (
    <ul className={styles.rows} aria-label={t({ en: 'Failed actions', ko: '실패한 작업' })}>
      {messages.map((message) => (
        <li key={message.id} className={styles.problem}>
          <div className={styles.problemText} data-plain>
            <span className={styles.severity} data-severity="error">
              <Icon name="error" />
              <span className="hidden-text">{t(SEVERITIES.error)}</span>
            </span>
            <span className={styles.message}>
              <b>{t(message.title)}</b> {message.sentences.map((sentence) => t(sentence)).join(' ')}
            </span>
          </div>
          {message.actions.map((action) => (
            <button
              key={action.label.en}
              type="button"
              className={buttons.button}
              onClick={() => void runAction(message, action)}
            >
              {t(action.label)}
            </button>
          ))}
          <button
            type="button"
            className={buttons.iconButton}
            aria-label={t({ en: `Close: ${message.title.en}`, ko: `닫기: ${message.title.ko}` })}
            title={t({ en: 'Close', ko: '닫기' })}
            onClick={() => dismissMessage(message.id)}
          >
            <Icon name="close" size={13} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function NoProblems() {
  const t = useText()
  const hasFailures = useMessages((s) => s.failures.length > 0)
  return (
    <div className={styles.noProblems}>
      {!hasFailures && <p className={styles.emptyTitle}>{t({ en: 'No problems', ko: '문제가 없습니다' })}</p>}
      <p>
        {t({
          en: 'The network has no errors. Problems appear here and on their nodes while you draw.',
          ko: '신경망에 오류가 없습니다. 문제는 그리는 동안 여기와 해당 노드에 나타납니다.',
        })}
      </p>
    </div>
  )
}

function Rows({ problems, name }: { readonly problems: readonly Problem[]; readonly name: Text }) {
  const t = useText()
  return (
    <ul className={styles.rows} aria-label={t(name)}>
      {problems.map((problem) => (
        <Row
          key={`${problem.code} ${problem.node} ${problem.field} ${problem.message.en}`}
          problem={problem}
        />
      ))}
    </ul>
  )
}

/** What the doctor found in signals and curves. Nothing is rendered if there is nothing and none is dismissed. */
function Findings() {
  const t = useText()
  const { shown, dismissed } = useFindings()
  const kinds = findingRules
    .filter(({ code }) => dismissed.some((finding) => finding.code === code))
    .map(({ title }) => t(title))
  if (shown.length + dismissed.length === 0) return null
  return (
    <section className={styles.findings} aria-label={t({ en: 'Findings', ko: '진단' })} data-findings>
      {shown.length > 0 && (
        <ul className={styles.findingRows}>
          {shown.map((finding) => (
            <li key={`${finding.code} ${finding.node}`}>
              <FindingBody finding={finding}>
                <ShowFinding finding={finding} />
              </FindingBody>
            </li>
          ))}
        </ul>
      )}
      {dismissed.length > 0 && (
        <div className={styles.hintsHead}>
          <span>
            {t({ en: `${dismissed.length} dismissed`, ko: `숨긴 진단 ${dismissed.length}개` })}:{' '}
            {kinds.join(', ')}
          </span>
          <button type="button" className={styles.fold} onClick={restoreFindings}>
            {t({ en: 'Show dismissed findings', ko: '숨긴 진단 보기' })}
          </button>
        </div>
      )}
    </section>
  )
}

/** The way to the layer or the setting of a finding. */
function ShowFinding({ finding }: { readonly finding: Finding }) {
  const t = useText()
  const { node } = finding
  const setting = settingOf(finding)
  if (node === null && setting === null) return null
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => (node === null ? showSetting(setting!) : showNode(node))}
    >
      {node === null
        ? t({ en: 'Show the setting', ko: '설정 보기' })
        : t({ en: 'Show the layer', ko: '층 보기' })}
    </button>
  )
}

/** The hints, collapsible. Nothing is rendered if there are none and none is dismissed. */
function Hints() {
  const t = useText()
  const { shown: hints, dismissed } = useAllHints()
  const kinds = hintRules
    .filter(({ code }) => dismissed.some((hint) => hint.code === code))
    .map(({ title }) => t(title))
  const open = useDock((s) => s.hints)
  if (hints.length + dismissed.length === 0) return null
  return (
    <section className={styles.hints} aria-label={t({ en: 'Hints', ko: '힌트' })}>
      <div className={styles.hintsHead}>
        {hints.length > 0 && (
          <button
            type="button"
            className={styles.fold}
            aria-expanded={open}
            onClick={() => useDock.setState({ hints: !open })}
          >
            <Icon name={open ? 'down' : 'right'} size={14} />
            {t({ en: `Hints (${hints.length})`, ko: `힌트 (${hints.length})` })}
          </button>
        )}
        {dismissed.length > 0 && (
          <>
            <span>
              {t({ en: `${dismissed.length} dismissed`, ko: `숨긴 힌트 ${dismissed.length}개` })}:{' '}
              {kinds.join(', ')}
            </span>
            <button type="button" className={styles.fold} onClick={restoreHints}>
              {t({ en: 'Show dismissed hints', ko: '숨긴 힌트 보기' })}
            </button>
          </>
        )}
      </div>
      {open && hints.length > 0 && <Rows problems={hints} name={{ en: 'Hints', ko: '힌트' }} />}
    </section>
  )
}

const SEVERITIES: { readonly [S in Severity]: Text } = {
  error: { en: 'Error', ko: '오류' },
  warning: { en: 'Warning', ko: '경고' },
  finding: { en: 'Finding', ko: '진단' },
  hint: { en: 'Hint', ko: '힌트' },
}

function Row({ problem }: { readonly problem: Problem }) {
  const t = useText()
  const { severity, node, field, message, fix } = problem
  const name = useAnalysis().nodes.get(node ?? '')?.name
  const where = [name, field].filter(Boolean).join(' · ')
  const setting = settingOf(problem)
  const onOpen = node !== null ? () => showNode(node) : setting !== null ? () => showSetting(setting) : null
  const body = (
    <>
      <span className={styles.severity} data-severity={severity}>
        <Icon name={severity} />
        <span className="hidden-text">{t(SEVERITIES[severity])}</span>
      </span>
      {where && <span className={styles.where}>{where}</span>}
      <span className={styles.message}>{t(message)}</span>
    </>
  )
  return (
    <li className={styles.problem}>
      {onOpen === null ? (
        <div className={styles.problemText} data-plain={where ? undefined : true}>
          {body}
        </div>
      ) : (
        <button type="button" className={styles.problemText} onClick={onOpen}>
          {body}
        </button>
      )}
      {fix && (
        <button type="button" className={buttons.button} onClick={() => applyFix(problem)}>
          {t(fix.label)}
        </button>
      )}
      {isDataProblem(problem) && (
        <>
          {problem.code === NOT_ALLOWED ? (
            <button type="button" className={buttons.button} onClick={() => void askDataAccess()}>
              {t({ en: 'Allow…', ko: '허용…' })}
            </button>
          ) : (
            <button type="button" className={buttons.button} onClick={reloadData}>
              {t({ en: 'Read again', ko: '다시 읽기' })}
            </button>
          )}
          <button type="button" className={buttons.button} onClick={chooseData}>
            {t({ en: 'Choose data…', ko: '데이터 고르기…' })}
          </button>
        </>
      )}
      {severity === 'hint' && <DismissButton hint={problem} />}
    </li>
  )
}
