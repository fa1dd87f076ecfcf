/** The importance of the columns for a run, which a person asks for: it predicts the rows many times. */
import { create } from 'zustand'
import type { ImportanceProgress, PermutationImportance, RunId } from '../../shared/ipc/contract/index.ts'
import { hasCode } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'
import { sentencesOf } from './problems.ts'
import { useApp } from './store.ts'

/** What is asked about. */
export interface ImportanceSubject {
  readonly run: RunId
  readonly evaluation: string
  readonly output: string
}

interface Importances {
  readonly subject: ImportanceSubject | null
  /** While it is being computed. */
  readonly progress: Pick<ImportanceProgress, 'done' | 'total'> | null
  readonly result: PermutationImportance | null
  readonly problems: readonly Text[]
}

const INITIAL: Importances = { subject: null, progress: null, result: null, problems: [] }

export const useImportances = create<Importances>()(() => INITIAL)

const REPEATS = 5

const isSame = (a: ImportanceSubject | null, b: ImportanceSubject): boolean =>
  a?.run === b.run && a.evaluation === b.evaluation && a.output === b.output

/** What is known about a subject. */
export const importancesOf = (state: Importances, subject: ImportanceSubject): Importances =>
  isSame(state.subject, subject) ? state : INITIAL

export async function computeImportances(subject: ImportanceSubject): Promise<void> {
  const engine = useApp.getState().host?.engine
  if (!engine) return
  const before = useImportances.getState()
  if (before.subject && before.progress) await engine.cancelImportance(before.subject.run)
  useImportances.setState({ ...INITIAL, subject, progress: { done: 0, total: 0 } })
  const answer = (state: Partial<Importances>) => {
    if (isSame(useImportances.getState().subject, subject))
      useImportances.setState({ progress: null, ...state })
  }
  try {
    answer({ result: await engine.permutationImportance({ ...subject, repeats: REPEATS, seed: 0 }) })
  } catch (error) {
    const isCancelled = hasCode(error, 'prediction_cancelled')
    answer({ problems: isCancelled ? [] : sentencesOf(error) })
  }
}

export async function cancelImportances(): Promise<void> {
  const { subject } = useImportances.getState()
  if (subject) await useApp.getState().host?.engine.cancelImportance(subject.run)
}

export function showImportanceProgress({ run, done, total }: ImportanceProgress): void {
  const { subject, progress } = useImportances.getState()
  if (subject?.run === run && progress) useImportances.setState({ progress: { done, total } })
}
