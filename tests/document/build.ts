/** Small documents, and helpers to test refusals. */
import type { Document, NodeId } from '../../shared/document/document.ts'
import { addedNodes, addLayer } from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { ProblemError } from '../../shared/problem.ts'

/** A chain of layers of these types, one below the other: `chain('Input', 'Dense', 'Output')`. */
export function chain(...types: readonly string[]): Document {
  let document = emptyDocument('chain')
  let last: NodeId | undefined
  for (const type of types) {
    const next = addLayer(document, type, last ? null : { x: 0, y: 0 }, { after: last })
    last = addedNodes(document, next)[0]
    document = next
  }
  return document
}

/** The English messages of the ProblemError that a call throws. @throws {Error} if it throws another error or none */
export function refusal(call: () => unknown): string[] {
  try {
    call()
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map((p) => p.message.en)
    throw error
  }
  throw new Error('Nothing was refused.')
}

/** The codes of the ProblemError that a call throws. @throws {Error} if it throws another error or none */
export function refusalCodes(call: () => unknown): string[] {
  try {
    call()
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map((p) => p.code)
    throw error
  }
  throw new Error('Nothing was refused.')
}
