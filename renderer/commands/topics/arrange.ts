/** Commands that change positions: automatic layout, align, distribute, snap to the grid. Each is one undo step. */
import { mainNetwork } from '../../../shared/document/document.ts'
import { alignNodes, distributeNodes, labels, type Side, snapNodes } from '../../../shared/document/edits.ts'
import type { Text } from '../../../shared/text.ts'
import { DOT_SPACING } from '../../geometry/size.ts'
import { animateNextChange } from '../../layout/animate-positions.ts'
import { arrangeNetwork } from '../../layout/arrange-network.ts'
import { type AppState, focusedDocumentOf } from '../../state/store.ts'
import { type Command, inDesign } from '../command.ts'
import { app, hasNodes } from '../state.ts'

const atLeast = (n: number) => (state: AppState) => state.selection.nodes.length >= n

/** The selected nodes, or all nodes when none is selected. */
function selectedOrAll(): readonly string[] {
  const { nodes } = app().selection
  return nodes.length > 0 ? nodes : Object.keys(mainNetwork(focusedDocumentOf(app())).nodes)
}

const align = (side: Side, title: Text, shortcut: string): Command => ({
  id: `align-${side}`,
  title,
  shortcuts: [shortcut],
  enabled: atLeast(2),
  run() {
    const { nodes } = app().selection
    animateNextChange()
    app().edit(labels.alignNodes(nodes.length), (document) => alignNodes(document, nodes, side))
  },
})

const distribute = (direction: 'across' | 'down', title: Text, shortcut: string): Command => ({
  id: `distribute-${direction}`,
  title,
  shortcuts: [shortcut],
  enabled: atLeast(3),
  run() {
    const { nodes } = app().selection
    animateNextChange()
    app().edit(labels.distributeNodes(nodes.length), (document) =>
      distributeNodes(document, nodes, direction),
    )
  },
})

const commands: readonly Command[] = [
  {
    id: 'arrange-down',
    title: { en: 'Arrange from top to bottom', ko: '위에서 아래로 자동 배치' },
    shortcuts: ['Alt+Shift+D'],
    enabled: hasNodes,
    run: () => arrangeNetwork('down'),
  },
  {
    id: 'arrange-right',
    title: { en: 'Arrange from left to right', ko: '왼쪽에서 오른쪽으로 자동 배치' },
    shortcuts: ['Alt+Shift+R'],
    enabled: hasNodes,
    run: () => arrangeNetwork('right'),
  },
  align('left', { en: 'Align left', ko: '왼쪽 맞춤' }, 'Alt+A'),
  align('center', { en: 'Align horizontal centers', ko: '가로 가운데 맞춤' }, 'Alt+H'),
  align('right', { en: 'Align right', ko: '오른쪽 맞춤' }, 'Alt+D'),
  align('top', { en: 'Align top', ko: '위쪽 맞춤' }, 'Alt+W'),
  align('middle', { en: 'Align vertical centers', ko: '세로 가운데 맞춤' }, 'Alt+V'),
  align('bottom', { en: 'Align bottom', ko: '아래쪽 맞춤' }, 'Alt+S'),
  distribute('across', { en: 'Distribute horizontally', ko: '가로 간격을 같게' }, 'Alt+Shift+H'),
  distribute('down', { en: 'Distribute vertically', ko: '세로 간격을 같게' }, 'Alt+Shift+V'),
  {
    id: 'snap',
    title: { en: 'Snap to the grid', ko: '격자에 맞추기' },
    shortcuts: ['Alt+G'],
    enabled: hasNodes,
    run() {
      const nodes = selectedOrAll()
      animateNextChange()
      app().edit(labels.snapNodes(nodes.length), (document) => snapNodes(document, nodes, DOT_SPACING))
    },
  },
]

export const arrangeCommands = commands.map(inDesign)
