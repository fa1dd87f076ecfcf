/** Advice about the document on the screen, but for the kinds that the person dismissed. */
import { useDeferredValue, useMemo } from 'react'
import type { Problem } from '../../shared/problem.ts'
import { useAnalysis } from './analysis.ts'
import { useApp } from './store.ts'

interface Hints {
  readonly shown: readonly Problem[]
  readonly dismissed: readonly Problem[]
}

/** All advice. It comes after the shapes are drawn, which somebody waits for. */
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

/** Shows no hints of this kind until they are asked for again. */
export const dismissHint = (code: string): void =>
  useApp.setState(({ dismissed }) => ({ dismissed: [...new Set([...dismissed, code])] }))

export const recallHints = (): void => useApp.setState({ dismissed: [] })
