/** An answer of the engine that is asked for when a part of the results is shown. */
import { useEffect, useRef, useState } from 'react'
import type { EngineCalls } from '../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../shared/text.ts'
import { sentencesOf } from '../../state/problems.ts'
import { useApp } from '../../state/store.ts'

interface Asked<T> {
  /** The latest answer, also while the next one is on its way. */
  readonly answer: T | null
  readonly problems: readonly Text[]
  readonly isLoading: boolean
}

/** @param key what the question depends on: another one asks again */
export function useAnswer<T>(key: string, ask: (engine: EngineCalls) => Promise<T>): Asked<T> {
  const engine = useApp((s) => s.host?.engine ?? null)
  const [state, setState] = useState<Asked<T>>({ answer: null, problems: [], isLoading: true })
  const latest = useRef(ask)
  latest.current = ask
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question
  useEffect(() => {
    if (!engine) return
    let isCurrent = true
    setState(({ answer }) => ({ answer, problems: [], isLoading: true }))
    latest.current(engine).then(
      (answer) => {
        if (isCurrent) setState({ answer, problems: [], isLoading: false })
      },
      (error) => {
        if (isCurrent) setState({ answer: null, problems: sentencesOf(error), isLoading: false })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [engine, key])
  return state
}
