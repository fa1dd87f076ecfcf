/** Connects nodes by keyboard: from the selected node, and the chosen output where it has several, to another node. Impossible targets
 *  show the reason. */
import { useEffect, useRef, useState } from 'react'
import type { NodeId, Port } from '../../shared/document/document.ts'
import { formatShape } from '../../shared/graph/shape.ts'
import { connectionError, connectNodes } from '../edits/connect-nodes.ts'
import { useFocusedAnalysis } from '../state/analysis.ts'
import { useApp } from '../state/store.ts'
import { Glyph } from '../ui/glyph.tsx'
import { Picker } from '../ui/picker.tsx'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'

const close = () => useApp.setState({ dialog: null })

export function ConnectDialog({ from }: { readonly from: NodeId }) {
  const t = useText()
  const facts = useFocusedAnalysis().nodes.get(from)
  const outputs = facts?.group?.outputs ?? []
  const [port, setPort] = useState(outputs.length > 1 ? null : 0)
  const name = facts?.name ?? from
  const outputName = (n: number) => t({ en: `output ${n + 1}`, ko: `출력 ${n + 1}` })
  const source = port !== null && outputs.length > 1 ? `${name} ${outputName(port)}` : name
  return (
    <Dialog
      title={t({ en: `Connect ${source} to…`, ko: `${source}에서 연결할 곳…` })}
      size={460}
      onClose={close}
    >
      {port === null ? (
        <Picker
          label={t({ en: 'Choose an output', ko: '출력 선택' })}
          emptyText={t({ en: 'No matching output.', ko: '일치하는 출력이 없습니다.' })}
          choices={outputs.map((shape, n) => ({
            id: String(n),
            text: `${name} ${outputName(n)}`,
            ...(shape ? { detail: formatShape(shape) } : {}),
          }))}
          onPick={(n) => setPort(Number(n))}
        />
      ) : (
        <Targets from={{ node: from, port }} />
      )}
    </Dialog>
  )
}

function Targets({ from }: { readonly from: Port }) {
  const t = useText()
  const { nodes } = useFocusedAnalysis()
  const box = useRef<HTMLDivElement>(null)
  // The list of outputs, which had the focus, has been unmounted.
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  const choices = [...nodes]
    .filter(([id]) => id !== from.node)
    .map(([id, facts]) => {
      const reason = connectionError(from, id, null)
      return {
        id,
        text: `${facts.definition?.type ?? '?'} ${facts.name}`,
        before: facts.definition && <Glyph definition={facts.definition} />,
        ...(reason ? { disabledReason: t(reason) } : {}),
      }
    })
    .sort((a, b) => Number('disabledReason' in a) - Number('disabledReason' in b))
  return (
    <div ref={box}>
      <Picker
        label={t({ en: 'Find a layer', ko: '층 찾기' })}
        emptyText={t({ en: 'No matching layer.', ko: '일치하는 층이 없습니다.' })}
        choices={choices}
        onPick={(id) => {
          connectNodes(from, id)
          close()
        }}
      />
    </div>
  )
}
