/** The run that commands act on: in the Runs workspace the current row, elsewhere the run that the dock shows. */
import { useRunList } from './run-list.ts'
import type { RunView } from './runs.ts'
import type { AppState } from './store.ts'
import { shownRun } from './training.ts'

export type SubjectRun = Pick<RunView, 'info' | 'state' | 'result'>

export function subjectRun(state: AppState): SubjectRun | null {
  if (state.workspace !== 'runs') return shownRun(state)
  const { runs, current } = useRunList.getState()
  const listed = runs?.find(({ info }) => info.run === current)
  // Another engine trains it.
  if (!listed || listed.busy) return null
  return { info: listed.info, state: listed.result.state, result: listed.result }
}
