/** Runs a trial while its dialog is open: it starts once, and is cancelled if the dialog closes first. */
import { useEffect, useState } from 'react'
import { serializeDocument } from '../../shared/document/file.ts'
import type { TrialKind, TrialResult } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { sentencesOf } from '../state/problems.ts'
import { documentOf, useApp } from '../state/store.ts'

export type TrialState<K extends TrialKind> =
  | { readonly state: 'going' }
  | { readonly state: 'done'; readonly result: Extract<TrialResult, { readonly kind: K }> }
  | { readonly state: 'failed'; readonly reasons: readonly Text[] }

export function useTrial<K extends TrialKind>(kind: K): TrialState<K> {
  const [trial, setTrial] = useState<TrialState<K>>({ state: 'going' })
  useEffect(() => {
    const state = useApp.getState()
    const { engine } = state.host!
    let mounted = true
    let running = true
    const job = {
      document: serializeDocument(documentOf(state)),
      folder: state.file.folder,
      file: state.file.path,
    }
    engine
      .trial(kind, job)
      .then(
        (result): TrialState<K> => ({
          state: 'done',
          result: result as Extract<TrialResult, { readonly kind: K }>,
        }),
        (error: unknown): TrialState<K> => ({ state: 'failed', reasons: sentencesOf(error) }),
      )
      .then((next) => {
        running = false
        if (mounted) setTrial(next)
      })
    return () => {
      mounted = false
      // Not awaited: the cancelled trial's own call reports the end.
      if (running) void engine.endTrial().catch(() => {})
    }
  }, [kind])
  return trial
}
