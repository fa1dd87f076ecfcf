/** The Keras program of the document on the screen and its lines that stand for what is selected: derived, never stored. Of a network with
 *  errors, the program of the rest. */
import type { DataInfo } from '../../shared/data/data-info.ts'
import type { Document, NodeId } from '../../shared/document/document.ts'
import { networkAt } from '../../shared/document/groups.ts'
import { kerasLines } from '../../shared/keras/generate.ts'
import { type Line, linesOf, nodeOf, textOf } from '../../shared/keras/lines.ts'
import type { Analysis } from '../../shared/model/analyze.ts'
import { analysisOf } from './analysis.ts'
import { type AppState, documentOf } from './store.ts'

export interface Program {
  readonly text: string
  readonly lines: readonly Line[]
  /** Its groups lead to networks as those of the present document do. */
  readonly document: Document
}

let known: { analysis: Analysis; data: DataInfo | null; program: Program } | null = null

/** The analysis is the same object while nodes are only moved: then the program is too. */
export function programOf(state: AppState): Program {
  const analysis = analysisOf(state)
  const data = state.data.state === 'ready' ? state.data.info : null
  if (known?.analysis === analysis && known.data === data) return known.program
  const document = documentOf(state)
  const lines = kerasLines(document, analysis, data)
  known = { analysis, data, program: { text: textOf(lines), lines, document } }
  return known.program
}

const NONE: readonly number[] = []
let marked: {
  program: Program
  nodes: readonly NodeId[]
  groups: readonly NodeId[]
  lines: readonly number[]
} | null = null

/** Numbers from 0 of the lines that stand for the selected nodes, ascending; the same list as long as they do. */
export function selectedLines(state: AppState): readonly number[] {
  const program = programOf(state)
  const { nodes } = state.selection
  const groups = state.inGroups
  if (nodes.length === 0) return NONE
  if (marked?.program === program && marked.nodes === nodes && marked.groups === groups) return marked.lines
  const network = networkAt(program.document, groups)
  const found =
    network === null ? NONE : nodes.flatMap((node) => linesOf(program.document, program.lines, network, node))
  marked = { program, nodes, groups, lines: [...new Set(found)].sort((a, b) => a - b) }
  return marked.lines
}

/** The path of the node that a line of the program stands for. */
export function nodeOfLine(state: AppState, line: number): NodeId | null {
  const found = programOf(state).lines[line]
  return found ? nodeOf(found, state.inGroups) : null
}
