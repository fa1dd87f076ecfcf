/** The Keras program of the current document, and its lines that belong to the selection. Both are derived, never stored. For a network
 *  with errors, the program covers the valid part. */
import type { DataInfo } from '../../shared/data/data-info.ts'
import type { Document, NodeId } from '../../shared/document/document.ts'
import { networkAt } from '../../shared/document/groups.ts'
import { kerasLines } from '../../shared/keras/generate.ts'
import { joinLines, type Line, linesOf, nodeOf } from '../../shared/keras/lines.ts'
import type { Analysis } from '../../shared/model/analyze.ts'
import { analysisOf } from './analysis.ts'
import { type AppState, documentOf } from './store.ts'

export interface Program {
  readonly text: string
  readonly lines: readonly Line[]
  /** The document that the lines were generated from. Its groups refer to the same networks as those of the present document. */
  readonly document: Document
}

let cached: { analysis: Analysis; data: DataInfo | null; program: Program } | null = null

/** The analysis is the same object while nodes are only moved; the program is then cached too. */
export function programOf(state: AppState): Program {
  const analysis = analysisOf(state)
  const data = state.data.state === 'ready' ? state.data.info : null
  if (cached?.analysis === analysis && cached.data === data) return cached.program
  const document = documentOf(state)
  const lines = kerasLines(document, analysis, data)
  cached = { analysis, data, program: { text: joinLines(lines), lines, document } }
  return cached.program
}

const NONE: readonly number[] = []
let cachedSelection: {
  program: Program
  nodes: readonly NodeId[]
  groups: readonly NodeId[]
  lines: readonly number[]
} | null = null

/** Line numbers from 0, ascending, of the selected nodes. The same array is returned as long as they do not change. */
export function selectedLines(state: AppState): readonly number[] {
  const program = programOf(state)
  const { nodes } = state.selection
  const groups = state.inGroups
  if (nodes.length === 0) return NONE
  if (
    cachedSelection?.program === program &&
    cachedSelection.nodes === nodes &&
    cachedSelection.groups === groups
  )
    return cachedSelection.lines
  const network = networkAt(program.document, groups)
  const found =
    network === null ? NONE : nodes.flatMap((node) => linesOf(program.document, program.lines, network, node))
  cachedSelection = { program, nodes, groups, lines: [...new Set(found)].sort((a, b) => a - b) }
  return cachedSelection.lines
}

/** The path of the node that a line of the program belongs to. */
export function nodeOfLine(state: AppState, line: number): NodeId | null {
  const found = programOf(state).lines[line]
  return found ? nodeOf(found, state.inGroups) : null
}
