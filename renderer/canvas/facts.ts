/** What is known of the network that a canvas shows, for its cards and wires. React Flow's nodes and edges hold what it takes to place
 *  them and no more: when an argument changes a thousand shapes, none of them changes, and only the cards in view are drawn anew. */
import { createContext, useContext } from 'react'
import type { NodeId } from '../../shared/document/document.ts'
import type { Analysis } from '../../shared/model/analyze.ts'
import type { NodeFacts } from '../../shared/model/node-facts.ts'

export const Facts = createContext<Analysis['nodes']>(new Map())

/** undefined for a moment after its node was removed: React Flow takes its nodes over after what is around it is drawn. */
export const useFacts = (id: NodeId): NodeFacts | undefined => useContext(Facts).get(id)
