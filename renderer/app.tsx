/** The window: bar, palette, canvas, properties, dock, status. */
import styles from './app.module.css'
import { Canvas } from './canvas/canvas.tsx'
import { useShortcuts } from './commands/use-shortcuts.ts'
import { Dialogs } from './dialogs/dialogs.tsx'
import { DropHint } from './drop-hint.tsx'
import { LostBanner } from './lost-banner.tsx'
import { Palette } from './palette/palette.tsx'
import { Dock } from './panels/dock/dock.tsx'
import { StatusBar } from './panels/dock/status-bar.tsx'
import { Properties } from './panels/properties/properties.tsx'
import { TopBar } from './top-bar/top-bar.tsx'

export function App() {
  useShortcuts()
  return (
    <div className={styles.app}>
      <TopBar />
      <div className={styles.palette}>
        <Palette />
      </div>
      <main className={styles.canvas}>
        <LostBanner />
        <Canvas />
      </main>
      <div className={styles.dock}>
        <Dock />
      </div>
      <div className={styles.properties}>
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
