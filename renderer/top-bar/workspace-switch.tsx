/** Switches between the workspaces. */

import type { Text } from '../../shared/text.ts'
import { commandOf } from '../commands/commands.ts'
import { formatShortcut } from '../commands/shortcut.ts'
import { useApp, type Workspace } from '../state/store.ts'
import { showWorkspace } from '../state/workspace.ts'
import { useText } from '../ui/text.ts'
import styles from './workspace-switch.module.css'

const NAMES: readonly { readonly id: Workspace; readonly name: Text }[] = [
  { id: 'design', name: { en: 'Design', ko: '설계' } },
  { id: 'data', name: { en: 'Data', ko: '데이터' } },
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
            <span className={styles.key} aria-hidden="true">
              {key}
            </span>
          </button>
        )
      })}
    </nav>
  )
}
