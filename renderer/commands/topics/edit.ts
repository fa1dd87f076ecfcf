/** Commands that edit the network: undo, the clipboard, adding, connecting, names. */

import { layers } from '../../../shared/catalog/layers/index.ts'
import { mainNetwork } from '../../../shared/document/document.ts'
import { findMember } from '../../../shared/fields/index.ts'
import { addNoteAt, editNote } from '../../edits/notes.ts'
import { copy, cut, deleteSelection, duplicate, paste, selectAll } from '../../edits/selection.ts'
import { closeCode } from '../../state/code-panel.ts'
import { useSide } from '../../state/side-panel.ts'
import { type AppState, canRedo, canUndo, focusedDocumentOf, useApp } from '../../state/store.ts'
import { showWorkspace } from '../../state/workspace.ts'
import { focusNextFrame } from '../../ui/focus.ts'
import { goToProperties } from '../areas.ts'
import { always, type Command, inDesign } from '../command.ts'
import { app, hasNodes, selectedCount } from '../state.ts'

/** Whether the selection has a name or a text to edit. An Input or Output has none. */
function canBeNamed(state: AppState): boolean {
  const { nodes, notes } = state.selection
  if (notes.length === 1 && nodes.length === 0) return true
  const network = mainNetwork(focusedDocumentOf(state))
  const node = nodes.length === 1 ? network.nodes[nodes[0]!] : undefined
  if (node?.kind === 'group') return true
  const layer = node?.kind === 'layer' ? network.layers[node.layer] : undefined
  return layer !== undefined && findMember(layers, layer.type)?.category !== 'io'
}

function rename(): void {
  const [note] = app().selection.notes
  if (note !== undefined) editNote(note)
  else {
    // The code panel may cover the properties, which have the name field.
    closeCode()
    focusNextFrame(() => document.querySelector<HTMLElement>('[data-focus="name"]'))
  }
}

const historyCommands: readonly Command[] = [
  {
    id: 'undo',
    title: { en: 'Undo', ko: '실행 취소' },
    shortcuts: ['Mod+Z'],
    onLists: true,
    enabled: canUndo,
    run: () => app().undo(),
  },
  {
    id: 'redo',
    title: { en: 'Redo', ko: '다시 실행' },
    shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
    onLists: true,
    enabled: canRedo,
    run: () => app().redo(),
  },
  {
    id: 'history',
    title: { en: 'Show the history', ko: '작업 내역 보기' },
    shortcuts: ['Alt+3'],
    enabled: always,
    run: () => {
      showWorkspace('design')
      useSide.getState().open('history')
    },
  },
]

const networkCommands: readonly Command[] = [
  {
    id: 'cut',
    title: { en: 'Cut', ko: '잘라내기' },
    shortcuts: ['Mod+X'],
    handledByBrowser: true,
    enabled: (s) => selectedCount(s) > 0,
    run: cut,
  },
  {
    id: 'copy',
    title: { en: 'Copy', ko: '복사' },
    shortcuts: ['Mod+C'],
    handledByBrowser: true,
    enabled: (s) => selectedCount(s) > 0,
    run: copy,
  },
  {
    id: 'paste',
    title: { en: 'Paste', ko: '붙여넣기' },
    shortcuts: ['Mod+V'],
    handledByBrowser: true,
    enabled: always,
    run: paste,
  },
  {
    id: 'duplicate',
    title: { en: 'Duplicate', ko: '복제' },
    shortcuts: ['Mod+D'],
    enabled: (s) => selectedCount(s) > 0,
    run: duplicate,
  },
  {
    id: 'delete',
    title: { en: 'Delete', ko: '삭제' },
    shortcuts: ['Delete', 'Backspace'],
    enabled: (s) => selectedCount(s) + s.selection.edges.length > 0,
    run: deleteSelection,
  },
  {
    id: 'select-all',
    title: { en: 'Select all', ko: '모두 선택' },
    shortcuts: ['Mod+A'],
    enabled: hasNodes,
    run: selectAll,
  },
  {
    id: 'find-layer',
    title: { en: 'Add a layer…', ko: '층 추가…' },
    shortcuts: ['/'],
    enabled: always,
    run: () => useSide.getState().open('layers'),
  },
  {
    id: 'add-here',
    title: { en: 'Add a layer here…', ko: '여기에 층 추가…' },
    shortcuts: ['Shift+A'],
    enabled: (s) => s.canvas !== null,
    run: (at) => useApp.setState({ adding: at ?? app().canvas!.middle() }),
  },
  {
    id: 'insert-here',
    title: { en: 'Insert a layer into this connection…', ko: '이 연결에 층 끼우기…' },
    shortcuts: ['Shift+I'],
    enabled: (s) => s.canvas !== null && s.selection.edges.length === 1,
    run: (at) =>
      useApp.setState({
        adding: { ...(at ?? app().canvas!.middle()), into: app().selection.edges[0]! },
      }),
  },
  {
    id: 'add-note',
    title: { en: 'Add a note', ko: '메모 추가' },
    shortcuts: ['Shift+N'],
    enabled: (s) => s.canvas !== null,
    run: addNoteAt,
  },
  {
    id: 'connect',
    title: { en: 'Connect the selected node to…', ko: '선택한 노드에서 연결…' },
    shortcuts: ['Alt+C'],
    enabled: (s) => s.selection.nodes.length === 1,
    run: () => {
      const [from] = app().selection.nodes
      if (from !== undefined) useApp.setState({ dialog: { kind: 'connect', from } })
    },
  },
  {
    id: 'rename',
    title: { en: 'Rename', ko: '이름 바꾸기' },
    shortcuts: ['F2'],
    enabled: canBeNamed,
    run: rename,
  },
  {
    id: 'properties',
    title: { en: 'Edit properties', ko: '속성 편집' },
    shortcuts: [],
    enabled: always,
    run: goToProperties,
  },
]

export const editCommands = [...historyCommands, ...networkCommands.map(inDesign)]
