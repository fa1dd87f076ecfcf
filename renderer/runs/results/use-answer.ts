/** An answer of the engine that is asked for when a part of the results is shown. */
import { useEffect, useRef, useState } from 'react'
import type { EngineCalls } from '../../../shared/ipc/contract/index.ts'
import { hasCode } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { sentencesOf } from '../../state/problems.ts'
import { useApp } from '../../state/store.ts'

interface Asked<T> {
  /** The latest answer, also while the next one is on its way. */
  readonly answer: T | null
  readonly problems: readonly Text[]
  readonly isLoading: boolean
  /** A person has ended it. */
  readonly isCancelled: boolean
}

interface Question<T> extends Asked<T> {
  /** Asks again, after it was cancelled. */
  again(): void
}

const NOTHING = { problems: [], isLoading: false, isCancelled: false } as const

/** @param key what the question depends on: another one asks again */
export function useAnswer<T>(key: string, ask: (engine: EngineCalls) => Promise<T>): Question<T> {
  const engine = useApp((s) => s.host?.engine ?? null)
  const [state, setState] = useState<Asked<T>>({ ...NOTHING, answer: null, isLoading: true })
  const [attempt, setAttempt] = useState(0)
  const latest = useRef(ask)
  latest.current = ask
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question
  useEffect(() => {
    if (!engine) return
    let isCurrent = true
    setState(({ answer }) => ({ ...NOTHING, answer, isLoading: true }))
    latest.current(engine).then(
      (answer) => {
        if (isCurrent) setState({ ...NOTHING, answer })
      },
      (error) => {
        if (!isCurrent) return
        const isCancelled = hasCode(error, 'prediction_cancelled')
        const problems = isCancelled ? [] : sentencesOf(error)
        setState(({ answer }) => ({ ...NOTHING, answer: isCancelled ? answer : null, problems, isCancelled }))
      },
    )
    return () => {
      isCurrent = false
    }
  }, [engine, key, attempt])
  return { ...state, again: () => setAttempt((n) => n + 1) }
}
