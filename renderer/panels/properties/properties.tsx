/** The panel on the right: the selected layer, several layers, or the network itself. */
import { mainNetwork } from '../../../shared/document/document.ts'
import { useApp, useDocument } from '../../state/store.ts'
import { useText } from '../../text.ts'
import { LayerPanel } from './layer-panel.tsx'
import { NetworkPanel } from './network-panel.tsx'
import styles from './properties.module.css'
import { SeveralPanel } from './several-panel.tsx'

export function Properties() {
  const t = useText()
  const document = useDocument()
  const nodes = useApp((s) => s.selection.nodes)
  const [one] = nodes
  const node = one === undefined ? undefined : mainNetwork(document).nodes[one]
  return (
    <aside className={styles.panel} aria-label={t({ en: 'Properties', ko: '속성' })} data-focus="properties">
      {nodes.length > 1 ? (
        <SeveralPanel count={nodes.length} />
      ) : one !== undefined && node?.kind === 'layer' ? (
        <LayerPanel key={one} id={one} />
      ) : (
        <NetworkPanel />
      )}
    </aside>
  )
}
