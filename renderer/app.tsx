/** The window: bar, palette, canvas, properties, dock, status. */
import styles from './app.module.css'
import { useClipboard } from './commands/use-clipboard.ts'
import { useShortcuts } from './commands/use-shortcuts.ts'
import { Dialogs } from './dialogs/dialogs.tsx'
import { DropHint } from './drop-hint.tsx'
import { LostBanner } from './lost-banner.tsx'
import { Dock } from './panels/dock/dock.tsx'
import { StatusBar } from './panels/dock/status-bar.tsx'
import { Properties } from './panels/properties/properties.tsx'
import { Side } from './side/side.tsx'
import { TopBar } from './top-bar/top-bar.tsx'
import { useKeepFocus } from './ui/keep-focus.ts'
import { Workspace } from './variants/workspace.tsx'

export function App() {
  useShortcuts()
  useClipboard()
  useKeepFocus()
  return (
    <div className={styles.app}>
      <TopBar />
      <div className={styles.palette} data-area="side">
        <Side />
      </div>
      <main className={styles.canvas} data-area="canvas">
        <LostBanner />
        <Workspace />
      </main>
      <div className={styles.dock} data-area="dock">
        <Dock />
      </div>
      <div className={styles.properties} data-area="properties">
        <Properties />
      </div>
      <div className={styles.status}>
        <StatusBar />
      </div>
      <Dialogs />
      <DropHint />
    </div>
  )
}
