/** Connecting without a mouse: from the selected node to one of the others; what is not possible says why. */
import type { NodeId } from '../../shared/document/document.ts'
import { connectNodes, refusalOf } from '../canvas/connect-nodes.ts'
import { useDrawn } from '../state/analysis.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../text.ts'
import { Glyph } from '../ui/glyph.tsx'
import { Picker } from '../ui/picker.tsx'
import { Dialog } from './dialog.tsx'

export function ConnectDialog({ from }: { readonly from: NodeId }) {
  const t = useText()
  const { nodes } = useDrawn()
  const name = nodes.get(from)?.name ?? from
  const close = () => useApp.setState({ dialog: null })
  const choices = [...nodes]
    .filter(([id]) => id !== from)
    .map(([id, facts]) => {
      const why = refusalOf(from, id, null)
      return {
        id,
        text: `${facts.definition?.type ?? '?'} ${facts.name}`,
        before: facts.definition && <Glyph definition={facts.definition} />,
        ...(why ? { refused: t(why) } : {}),
      }
    })
    .sort((a, b) => Number('refused' in a) - Number('refused' in b))
  return (
    <Dialog title={t({ en: `Connect ${name} to…`, ko: `${name}에서 연결할 곳…` })} size={460} onClose={close}>
      <Picker
        label={t({ en: 'Find a layer', ko: '층 찾기' })}
        nothing={t({ en: 'There is no other layer.', ko: '다른 층이 없습니다.' })}
        choices={choices}
        onPick={(id) => {
          connectNodes(from, id)
          close()
        }}
      />
    </Dialog>
  )
}
