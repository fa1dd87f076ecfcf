/** A finding as text: what is wrong, why it matters, the figures, and its repair. */
import { useId } from 'react'
import type { Finding } from '../../shared/doctor/finding.ts'
import { dismissHint } from '../state/hints.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import styles from './doctor.module.css'
import { repair } from './findings.ts'

interface Props {
  readonly finding: Finding
  /** Further controls beside the repair. */
  readonly children?: React.ReactNode
}

export function FindingBody({ finding, children }: Props) {
  const t = useText()
  const id = useId()
  const { title, message, figures, fix } = finding
  return (
    <div className={styles.body}>
      <p className={styles.title} id={id}>
        <span className={styles.sign}>
          <Icon name="finding" size={15} />
          <span className="hidden-text">{t({ en: 'Finding', ko: '진단' })}: </span>
        </span>
        {t(title)}
      </p>
      <p className={styles.message}>{t(message)}</p>
      {figures.length > 0 && (
        <table className={styles.figures} aria-labelledby={id}>
          <tbody>
            {figures.map(({ label, value, isBad }) => (
              <tr key={label.en}>
                <th scope="row">{t(label)}</th>
                <td data-bad={isBad || undefined}>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={styles.actions}>
        {fix && (
          <button type="button" className={styles.repair} onClick={() => repair(finding)}>
            {t(fix.label)}
          </button>
        )}
        <DismissFinding finding={finding} />
        {children}
      </div>
    </div>
  )
}

/** Dismisses all findings of this kind. The Problems tab restores them. */
export function DismissFinding({ finding }: { readonly finding: Finding }) {
  const t = useText()
  const title = t({
    en: 'Hide findings of this kind; the Problems tab can show them again',
    ko: '이런 진단을 숨깁니다. 문제 탭에서 다시 볼 수 있습니다',
  })
  return (
    <button type="button" className={styles.dismiss} title={title} onClick={() => dismissHint(finding.code)}>
      {t({ en: 'Dismiss', ko: '숨기기' })}
    </button>
  )
}

/** Findings one below the other. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul className={styles.list}>
      {findings.map((finding) => (
        <li key={`${finding.code} ${finding.node}`}>
          <FindingBody finding={finding} />
        </li>
      ))}
    </ul>
  )
}
