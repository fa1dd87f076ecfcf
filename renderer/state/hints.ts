/** Hints about the current document, except for the kinds that the user has dismissed. */
import { useDeferredValue, useMemo } from 'react'
import type { Problem } from '../../shared/model/fix.ts'
import { analysisOf, useAnalysis } from './analysis.ts'
import { type AppState, useApp } from './store.ts'

interface Hints {
  readonly shown: readonly Problem[]
  readonly dismissed: readonly Problem[]
}

/** All hints. They are deferred, so that an edit renders the shapes first; until then the previous hints remain. */
export function useAllHints(): Hints {
  const analysis = useDeferredValue(useAnalysis())
  const codes = useApp((s) => s.dismissed)
  return useMemo(() => {
    const hints = analysis.hints()
    return {
      shown: hints.filter(({ code }) => !codes.includes(code)),
      dismissed: hints.filter(({ code }) => codes.includes(code)),
    }
  }, [analysis, codes])
}

/** The hints for a node, or for the training if `node` is `null`. */
export const useHints = (node: string | null): readonly Problem[] =>
  useAllHints().shown.filter((hint) => hint.node === node)

/** The same hint for the current document; undefined if the last edit has resolved it. */
export const currentHint = ({ code, node, field }: Problem, state: AppState): Problem | undefined =>
  analysisOf(state)
    .hints()
    .find((hint) => hint.code === code && hint.node === node && hint.field === field)

/** Hides hints of this kind until they are restored. */
export const dismissHint = (code: string): void =>
  useApp.setState(({ dismissed }) => ({ dismissed: [...new Set([...dismissed, code])] }))

export const restoreHints = (): void => useApp.setState({ dismissed: [] })
