/** How far the engine is with reading and preparing the document's data, and how a person stops it. */
import { create } from 'zustand'
import type { ReadingCall, ReadingProgress } from '../../shared/ipc/contract/index.ts'
import { hasCode, type ProblemData } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'
import { attempt } from './attempt.ts'
import { useApp } from './store.ts'

/** Code of the problem of a call that was stopped. */
const STOPPED = 'data_stopped'

type Reading = { readonly [C in ReadingCall]?: ReadingProgress | undefined }

export const useReading = create<Reading>()(() => ({}))

export const reportReading = (progress: ReadingProgress): void =>
  useReading.setState({ [progress.call]: progress })

/** The call is answered. */
export const endReading = (call: ReadingCall): void => {
  if (useReading.getState()[call]) useReading.setState({ [call]: undefined })
}

/** The call whose progress is shown: what is in the table comes before its preparation. */
export const shownReading = ({ inspectTable, describeData }: Reading): ReadingProgress | undefined =>
  inspectTable ?? describeData

export const CANCEL: Text = { en: 'Cancel', ko: '취소' }

/** Stops every call about the data. Each is refused, and what was known stays. */
export const stopReading = (): void =>
  void attempt(CANCEL, () => useApp.getState().host?.engine.stopReading())

export const isStopped = ({ code }: Pick<ProblemData, 'code'>): boolean => code === STOPPED
export const wasStopped = (error: unknown): boolean => hasCode(error, STOPPED)
