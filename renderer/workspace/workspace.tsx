/** The center of the window: the variants as tabs, the canvas, and the compared variant. */
import { Canvas } from '../canvas/canvas.tsx'
import { CommandButton } from '../commands/command-button.tsx'
import { isTyping } from '../commands/use-shortcuts.ts'
import { useForeignNetwork } from '../signals/replay.ts'
import { useApp, useDocument } from '../state/store.ts'
import { useCompared } from '../variants/differences.ts'
import { nameOf, offersFirstVariant, toggleComparison } from '../variants/variants.ts'
import { ComparedPane } from './compared-pane.tsx'
import { ReplayedNetworkView } from './replayed-network.tsx'
import { SignalsButton } from './signals-button.tsx'
import { VariantBar } from './variant-bar.tsx'
import styles from './workspace.module.css'

/** Elements that handle Escape themselves. */
const ESCAPE_HANDLERS = '[role="dialog"], [role="menu"]'

/** A header as high as that of the compared variant, so that both drawings are aligned. */
function ShownHeader() {
  const document = useDocument()
  return (
    <header className={styles.paneHead}>
      <b>{nameOf(document, document.main)}</b>
    </header>
  )
}

export function Workspace() {
  const comparing = useCompared() !== null
  const offersFirst = useApp(offersFirstVariant)
  const foreign = useForeignNetwork()
  // Runs before the canvas handles the key: Escape first clears the selection, then ends the comparison.
  const onEscape = (event: React.KeyboardEvent) => {
    if (event.key !== 'Escape' || !comparing) return
    const target = event.target as HTMLElement
    const { nodes, edges, notes } = useApp.getState().selection
    const onCanvas = target.closest('[data-testid="canvas"]') !== null
    if (onCanvas && (nodes.length + edges.length + notes.length > 0 || isTyping(target))) return
    if (target instanceof HTMLInputElement || target.closest(ESCAPE_HANDLERS)) return
    toggleComparison()
  }
  return (
    <div className={styles.workspace} onKeyDownCapture={onEscape}>
      <VariantBar />
      <div className={styles.panes} data-comparing={comparing || undefined}>
        <div className={styles.shown}>
          {comparing && <ShownHeader />}
          {foreign ? <ReplayedNetworkView network={foreign} /> : <Canvas />}
        </div>
        <ComparedPane />
        {offersFirst && (
          <div className={styles.first}>
            <SignalsButton />
            <CommandButton id="duplicate-variant" icon="copy" />
          </div>
        )}
      </div>
    </div>
  )
}
