/** Advice about the document on the screen, but for the kinds that the person dismissed. */
import { useDeferredValue, useMemo } from 'react'
import type { Problem } from '../../shared/problem.ts'
import { analysisOf, useAnalysis } from './analysis.ts'
import { type AppState, useApp } from './store.ts'

interface Hints {
  readonly shown: readonly Problem[]
  readonly dismissed: readonly Problem[]
}

/** All advice. After an edit it follows once the shapes are drawn, which somebody waits for; until then it is that of before. */
export function useAdvice(): Hints {
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

/** Those of a node; `null`: those of the training. */
export const useHints = (node: string | null): readonly Problem[] =>
  useAdvice().shown.filter((hint) => hint.node === node)

/** The same hint about the document as it is now; undefined where the last edit has made it untrue. */
export const currentHint = ({ code, node, field }: Problem, state: AppState): Problem | undefined =>
  analysisOf(state)
    .hints()
    .find((hint) => hint.code === code && hint.node === node && hint.field === field)

/** Shows no hints of this kind until they are asked for again. */
export const dismissHint = (code: string): void =>
  useApp.setState(({ dismissed }) => ({ dismissed: [...new Set([...dismissed, code])] }))

export const recallHints = (): void => useApp.setState({ dismissed: [] })
