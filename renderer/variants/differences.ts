/** The differences between the shown and the compared variant. */
import { useMemo } from 'react'
import { compareNetworks, type NetworkDifferences } from '../../shared/document/compare-networks.ts'
import type { NetworkId } from '../../shared/document/document.ts'
import { documentOf, useApp, useDocument } from '../state/store.ts'
import { useVariants, validCompared } from './variants.ts'

export interface Comparison {
  readonly other: NetworkId
  readonly differences: NetworkDifferences
}

/** The compared variant; null while nothing is compared or a group is open. */
export function useCompared(): NetworkId | null {
  const compared = useVariants((s) => s.compared)
  return useApp((s) => (s.inGroups.length > 0 ? null : validCompared(documentOf(s), compared)))
}

export function useComparison(): Comparison | null {
  const document = useDocument()
  const other = useCompared()
  return useMemo(
    () => (other === null ? null : { other, differences: compareNetworks(document, other, document.main) }),
    [document, other],
  )
}
