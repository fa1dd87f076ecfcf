/** Advice about the document on the screen, but for the kinds that the person dismissed. */
import type { Problem } from '../../shared/problem.ts'
import { analysisOf } from './analysis.ts'
import { type AppState, useApp } from './store.ts'

let known: { hints: unknown; dismissed: unknown; list: readonly Problem[] } | null = null

/** The same array as long as neither the hints nor what is dismissed changed. */
export function hintsOf(state: AppState): readonly Problem[] {
  const { hints } = analysisOf(state)
  const { dismissed } = state
  if (known?.hints === hints && known.dismissed === dismissed) return known.list
  const list = hints.filter(({ code }) => !dismissed.includes(code))
  known = { hints, dismissed, list }
  return list
}

/** Those of a node; `null`: those of the training. */
export const useHints = (node: string | null): readonly Problem[] => {
  const all = useApp(hintsOf)
  return all.filter((hint) => hint.node === node)
}

/** Shows no hints of this kind until they are asked for again. */
export const dismissHint = (code: string): void =>
  useApp.setState(({ dismissed }) => ({ dismissed: [...new Set([...dismissed, code])] }))

export const recallHints = (): void => useApp.setState({ dismissed: [] })
