/** Switches between the workspaces. */

import type { Text } from '../../shared/text.ts'
import { commandOf } from '../commands/commands.ts'
import { formatShortcut } from '../commands/shortcut.ts'
import { ownRuns } from '../state/document-runs.ts'
import { useApp, type Workspace } from '../state/store.ts'
import { showWorkspace } from '../state/workspace.ts'
import { useText } from '../ui/text.ts'
import styles from './workspace-switch.module.css'

const NAMES: readonly { readonly id: Workspace; readonly name: Text }[] = [
  { id: 'design', name: { en: 'Design', ko: '설계' } },
  { id: 'data', name: { en: 'Data', ko: '데이터' } },
  { id: 'runs', name: { en: 'Runs', ko: '학습 기록' } },
]

export function WorkspaceSwitch() {
  const t = useText()
  const shown = useApp((s) => s.workspace)
  return (
    <nav className={styles.switch} aria-label={t({ en: 'Workspace', ko: '작업 화면' })}>
      {NAMES.map(({ id, name }) => {
        const command = commandOf(`go-to-${id}`)
        const key = formatShortcut(command.shortcuts[0]!)
        return (
          <button
            key={id}
            type="button"
            aria-current={shown === id ? 'page' : undefined}
            title={`${t(command.title)} (${key})`}
            onClick={() => showWorkspace(id)}
          >
            {t(name)}
            {id === 'runs' && <RunCount />}
            <span className={styles.key} aria-hidden="true">
              {key}
            </span>
          </button>
        )
      })}
    </nav>
  )
}

/** The number of the document's runs. */
function RunCount() {
  const count = useApp((s) => ownRuns(s).length)
  return count > 0 && <span className={styles.count}>{count}</span>
}
