/** The zoom controls: zoom out, the current zoom, zoom in, fit. */
import { Panel, useStore } from '@xyflow/react'
import { commandOf, runCommand } from '../../commands/commands.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from './zoom-controls.module.css'

function ZoomButton({ id, icon }: { readonly id: string; readonly icon: IconName }) {
  const t = useText()
  const command = commandOf(id)
  const label = t(command.title)
  return (
    <button type="button" aria-label={label} title={label} onClick={() => runCommand(command)}>
      <Icon name={icon} size={14} />
    </button>
  )
}

export function ZoomControls() {
  const t = useText()
  const scale = useStore((s) => Math.round(s.transform[2] * 100))
  const reset = commandOf('zoom-reset')
  return (
    <Panel position="bottom-left" className={styles.zoom}>
      <ZoomButton id="zoom-out" icon="minus" />
      <button type="button" className={styles.scale} title={t(reset.title)} onClick={() => runCommand(reset)}>
        {scale}%
      </button>
      <ZoomButton id="zoom-in" icon="plus" />
      <ZoomButton id="fit" icon="fit" />
    </Panel>
  )
}
