/** The findings of the nodes on the canvas, for its cards: found once, and only the cards concerned render again. */
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Finding } from '../../../shared/doctor/finding.ts'
import type { NodeId } from '../../../shared/document/document.ts'
import { pathOf } from '../../../shared/document/groups.ts'
import { useFindings } from '../../doctor/findings.ts'
import { useApp } from '../../state/store.ts'

const NONE: readonly Finding[] = []
const FindingsContext = createContext<ReadonlyMap<NodeId, readonly Finding[]>>(new Map())

export function FindingsProvider({ children }: { readonly children: ReactNode }) {
  const { shown } = useFindings()
  const groups = useApp((s) => s.inGroups)
  const byNode = useMemo(() => {
    const prefix = pathOf(groups, '')
    const found = new Map<NodeId, Finding[]>()
    for (const finding of shown) {
      if (!finding.node?.startsWith(prefix)) continue
      const id = finding.node.slice(prefix.length)
      found.set(id, [...(found.get(id) ?? []), finding])
    }
    return found
  }, [shown, groups])
  return <FindingsContext value={byNode}>{children}</FindingsContext>
}

/** @param id of a node of the network on the canvas */
export const useNodeFindings = (id: NodeId): readonly Finding[] => useContext(FindingsContext).get(id) ?? NONE
