/** The doctor's card on the canvas: which finding it shows, and the way to it and back by keys. */
import { create } from 'zustand'
import type { Finding } from '../../shared/doctor/finding.ts'
import type { NodeId } from '../../shared/document/document.ts'
import { pathOf } from '../../shared/document/groups.ts'
import { showNodeUnfocused } from '../problems/show-location.ts'
import { useDock } from '../state/dock.ts'
import { type AppState, useApp } from '../state/store.ts'
import { focusNextFrame } from '../ui/focus.ts'
import { shownFindings } from './findings.ts'

interface CardState {
  /** Findings whose card a person has closed, by code and node; they stay in the list of problems. */
  readonly closed: readonly string[]
}

export const useCard = create<CardState>()(() => ({ closed: [] }))

const keyOf = ({ code, node }: Finding): string => `${code} ${node}`

/** The finding of the selected layer, else the gravest one in the drawn network; null: there is none, or its card is closed. */
export function cardFinding(
  findings: readonly Finding[],
  { inGroups, selection }: Pick<AppState, 'inGroups' | 'selection'>,
  closed: readonly string[],
): Finding | null {
  const prefix = pathOf(inGroups, '')
  const drawn = findings.filter(
    ({ node }) => node?.startsWith(prefix) && !node.slice(prefix.length).includes('/'),
  )
  const selected = drawn.find(({ node }) => selection.nodes.includes(node!.slice(prefix.length)))
  const found = selected ?? drawn[0]
  return found && !closed.includes(keyOf(found)) ? found : null
}

const cardElement = (): HTMLElement | null => document.querySelector('[data-doctor-card]')
const firstButton = (): HTMLElement | null => cardElement()?.querySelector('button') ?? null

/** Closes the card, and focuses its layer, which is in view.
 *  @param id of the layer's node on the canvas */
export function closeCard(finding: Finding, id: NodeId): void {
  useApp.getState().select({ nodes: [id] })
  // Before the card goes, or else its focus is lost.
  document
    .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
    ?.focus({ preventScroll: true })
  useCard.setState(({ closed }) => ({ closed: [...closed, keyOf(finding)] }))
}

/** Goes to the finding of the selected layer, or to the gravest: to its card, or where there is no room for it to the Problems tab. */
export function goToFinding(): void {
  const findings = shownFindings()
  const state = useApp.getState()
  const prefix = pathOf(state.inGroups, '')
  const selected = findings.find(
    ({ node }) => node !== null && state.selection.nodes.some((id) => prefix + id === node),
  )
  const finding = selected ?? findings.find(({ node }) => node !== null) ?? findings[0]
  if (!finding) return
  useCard.setState(({ closed }) => ({ closed: closed.filter((key) => key !== keyOf(finding)) }))
  if (finding.node !== null) showNodeUnfocused(finding.node)
  // The node is in view in the next frame, its card in the one after.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const button = finding.node === null ? null : firstButton()
      if (button) return button.focus({ preventScroll: true })
      useDock.getState().show('problems')
      focusNextFrame(() => document.querySelector<HTMLElement>('[data-findings] button'))
    }),
  )
}
