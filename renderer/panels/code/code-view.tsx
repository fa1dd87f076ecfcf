/** The Keras program of the document, updated with every edit. Lines of the selection and of errors are marked; a click on a line
 *  selects its node. */
import { useEffect, useRef } from 'react'
import { pathOf } from '../../../shared/document/groups.ts'
import { showNodeUnfocused } from '../../problems/show-location.ts'
import { nodeOfLine, programOf, selectedLines } from '../../state/program.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import styles from './code.module.css'
import { type CodeEditor, codeEditor } from './code-editor.ts'

/** Selects the node of a line. @returns whether the selection changed */
function selectLine(line: number): boolean {
  const state = useApp.getState()
  const path = nodeOfLine(state, line)
  const { nodes } = state.selection
  if (path === null || (nodes.length === 1 && path === pathOf(state.inGroups, nodes[0]!))) return false
  showNodeUnfocused(path)
  return useApp.getState().selection !== state.selection
}

export function CodeView() {
  const t = useText()
  const code = useApp(programOf).text
  const label = t({ en: 'Keras program', ko: 'Keras 프로그램' })
  const marked = useApp(selectedLines)
  const selected = useApp((s) => s.selection.nodes)
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor>(null)
  const initial = useRef({ code, label })
  /** Whether the selection was made in this view, on a visible line. */
  const isSelectedHere = useRef(false)

  useEffect(() => {
    editor.current = codeEditor(host.current!, initial.current.code, initial.current.label, (line) => {
      isSelectedHere.current = selectLine(line)
    })
    return () => editor.current?.destroy()
  }, [])
  useEffect(() => editor.current?.show(code), [code])
  useEffect(() => editor.current?.mark(marked), [marked])
  useEffect(() => editor.current?.label(label), [label])
  // A new selection scrolls the view. An edit of the selected node does not, so that the reading position remains.
  useEffect(() => {
    if (selected.length > 0 && !isSelectedHere.current)
      editor.current?.reveal(selectedLines(useApp.getState()))
    isSelectedHere.current = false
  }, [selected])

  return <div ref={host} className={styles.editor} />
}
