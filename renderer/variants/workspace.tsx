/** The middle of the window: the variants as tabs, the canvas, and the variant compared with beside it. */
import { Canvas } from '../canvas/canvas.tsx'
import { ComparedPane } from './compared-pane.tsx'
import { VariantBar } from './variant-bar.tsx'
import styles from './variants.module.css'

export function Workspace() {
  return (
    <div className={styles.workspace}>
      <VariantBar />
      <div className={styles.panes}>
        <Canvas />
        <ComparedPane />
      </div>
    </div>
  )
}
