/** Finds a layer by name, type or arguments, or a note by text. A choice is selected and scrolled into view. */
import { mainNetwork } from '../../shared/document/document.ts'
import { argumentLine } from '../canvas/drawing/card-texts.ts'
import { viewIdOf } from '../geometry/view-id.ts'
import { useFocusedAnalysis } from '../state/analysis.ts'
import { useApp, useFocusedDocument } from '../state/store.ts'
import { Glyph } from '../ui/glyph.tsx'
import { Icon } from '../ui/icon.tsx'
import { type Choice, Picker } from '../ui/picker.tsx'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'

export function FindDialog() {
  const t = useText()
  const { nodes } = useFocusedAnalysis()
  const { notes } = mainNetwork(useFocusedDocument())
  const close = () => useApp.setState({ dialog: null })
  const title = t({ en: 'Find in the network', ko: '신경망에서 찾기' })
  const choices: Choice[] = [
    ...[...nodes].map(([id, facts]) => ({
      id,
      text: `${facts.definition?.type ?? '?'} ${facts.name}`,
      detail: argumentLine(facts),
      before: facts.definition && <Glyph definition={facts.definition} />,
    })),
    ...Object.entries(notes).map(([id, note]) => ({
      id: viewIdOf(id),
      text: note.text || t({ en: 'Empty note', ko: '빈 메모' }),
      before: <Icon name="file" size={14} />,
    })),
  ]
  return (
    <Dialog title={title} size={460} onClose={close}>
      <Picker
        label={title}
        emptyText={t({ en: 'No matches', ko: '일치하는 항목이 없습니다' })}
        choices={choices}
        onPick={(id) => {
          close()
          const { select, canvas } = useApp.getState()
          select(nodes.has(id) ? { nodes: [id] } : { notes: [id.slice(1)] })
          // After the dialog has returned the focus.
          setTimeout(() => canvas?.reveal(id))
        }}
      />
    </Dialog>
  )
}
