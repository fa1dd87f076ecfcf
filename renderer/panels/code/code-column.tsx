/** The program as a column over the full height of the window, in place of the properties. */
import { goToCanvas } from '../../commands/areas.ts'
import { commandOf } from '../../commands/commands.ts'
import { formatShortcut } from '../../commands/shortcut.ts'
import { closeCode } from '../../state/code-panel.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
import styles from './code.module.css'
import { CodeTools } from './code-tools.tsx'
import { CodeView } from './code-view.tsx'

/** Escape focuses the canvas, as from the properties. */
function onKeyDown(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key === 'Escape') goToCanvas()
}

export function CodeColumn() {
  const t = useText()
  const title = t({ en: 'Code', ko: '코드' })
  const close = t({ en: 'Close the code', ko: '코드 닫기' })
  return (
    <aside className={styles.column} aria-label={title} data-focus="code" onKeyDown={onKeyDown}>
      <header className={styles.head}>
        <h2>{title}</h2>
        <CodeTools />
        <button
          type="button"
          className={ui.iconButton}
          aria-label={close}
          title={`${close} (${formatShortcut(commandOf('show-code').shortcuts[0]!)})`}
          onClick={closeCode}
        >
          <Icon name="close" />
        </button>
      </header>
      <CodeView />
    </aside>
  )
}
