/** The Keras program of the document on the screen: derived, never stored. Of a network with errors, the program of the rest. */
import type { DataInfo } from '../../shared/data/data-info.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import type { Analysis } from '../../shared/model/analyze.ts'
import { analysisOf } from './analysis.ts'
import { type AppState, documentOf } from './store.ts'

let known: { analysis: Analysis; data: DataInfo | null; program: string } | null = null

/** The analysis is the same object while nodes are only moved: then the program is too. */
export function programOf(state: AppState): string {
  const analysis = analysisOf(state)
  const data = state.data.state === 'ready' ? state.data.info : null
  if (known?.analysis === analysis && known.data === data) return known.program
  const program = generateKeras(documentOf(state), analysis, data)
  known = { analysis, data, program }
  return program
}
