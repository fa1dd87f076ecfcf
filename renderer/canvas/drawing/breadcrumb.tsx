/** The path from the main network to the open group; each step is a button that leads back to it. */
import { networkAt } from '../../../shared/document/groups.ts'
import { commandOf } from '../../commands/commands.ts'
import { leaveGroups, toggleSurroundings } from '../../groups/groups.ts'
import { useApp, useDocument } from '../../state/store.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from './breadcrumb.module.css'

export function Breadcrumb() {
  const t = useText()
  const document = useDocument()
  const groups = useApp((s) => s.inGroups)
  const surroundings = useApp((s) => s.surroundings)
  if (groups.length === 0) return null
  const nameAt = (depth: number) => document.networks[networkAt(document, groups.slice(0, depth)) ?? '']?.name
  return (
    <nav className={styles.way} aria-label={t({ en: 'Open group', ko: '열린 그룹' })}>
      {groups.map((group, depth) => (
        <span key={groups.slice(0, depth + 1).join('/')} className={styles.step} data-group={group}>
          <button type="button" onClick={() => leaveGroups(groups.length - depth)}>
            {depth === 0 ? t({ en: 'Network', ko: '신경망' }) : nameAt(depth)}
          </button>
          <Icon name="right" size={12} />
        </span>
      ))}
      <strong aria-current="page">{nameAt(groups.length)}</strong>
      <button
        type="button"
        className={styles.toggle}
        aria-pressed={surroundings}
        title={t(commandOf('group-surroundings').title)}
        onClick={toggleSurroundings}
      >
        {t({ en: 'In context', ko: '주변과 함께' })}
      </button>
    </nav>
  )
}
