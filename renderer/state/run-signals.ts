/** The signals of runs that train: whether a new run keeps them, and the newest that arrived. */
import { create } from 'zustand'
import type { RunSignals } from '../../shared/ipc/contract/index.ts'

interface RunSignalsState {
  /** A run keeps signals also if its epochs are short, while a person looks at signals. */
  readonly areWanted: boolean
  readonly newest: RunSignals | null
}

export const useRunSignals = create<RunSignalsState>()(() => ({ areWanted: false, newest: null }))
