/** A context with the facts of a canvas's nodes, for its cards and wires. React Flow's nodes and edges hold only what places them: when
 *  an edit of an argument changes a thousand shapes, none of these objects changes, and only the cards in view render again. */
import { createContext, useContext } from 'react'
import type { NodeId } from '../../../shared/document/document.ts'
import type { Analysis } from '../../../shared/model/analyze.ts'
import type { NodeFacts } from '../../../shared/model/node-facts.ts'

export const FactsContext = createContext<Analysis['nodes']>(new Map())

/** The facts of a node; undefined for one render after the node was removed, because React Flow updates its nodes after its parent. */
export const useFacts = (id: NodeId): NodeFacts | undefined => useContext(FactsContext).get(id)
