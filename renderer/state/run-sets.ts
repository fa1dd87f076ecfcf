/** Sets of runs in the window: one for each fold, each seed or each optimizer. */
import { foldCount, SET_OPTIMIZERS } from '../../shared/document/run-set.ts'
import { ask } from './ask.ts'
import { closeResults } from './evaluations.ts'
import { followSet, useRunList } from './run-list.ts'
import { documentOf, useApp } from './store.ts'
import { activeRun, skip, stop, trainSet } from './training.ts'
import { goToWorkspace } from './workspace.ts'

/** Trains the shown variant once for each fold of its split. */
export async function trainFolds(): Promise<void> {
  const count = foldCount(documentOf(useApp.getState()))
  if (count !== null) await trainSet({ kind: 'folds', count })
}

/** Trains the shown variant once with each optimizer, and shows the curves of these runs beside each other. */
export async function trainOptimizers(): Promise<void> {
  await trainSet({ kind: 'optimizers', count: SET_OPTIMIZERS.length })
  const info = activeRun(useApp.getState())?.info
  if (info?.set?.kind !== 'optimizers') return
  closeResults()
  useRunList.setState({ scope: { kind: 'document' }, query: '', current: info.run, currentGroup: null })
  followSet(info.set)
  goToWorkspace('runs')
}

/** Stops the training. In a set with runs that would follow, the user chooses whether they do. */
export async function stopOrAsk(): Promise<void> {
  const current = () => activeRun(useApp.getState())?.info
  const choice = current()?.following ? await ask({ kind: 'stop-set' }) : 'all'
  // Another one of the set may train by now, and the question has named it.
  const run = current()?.run
  if (run === undefined) return
  if (choice === 'all') await stop(run)
  else if (choice === 'one') await skip(run)
}
