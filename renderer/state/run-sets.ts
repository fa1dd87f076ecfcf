/** Sets of runs in the window: one for each fold, or one for each seed. */
import { foldCount } from '../../shared/document/run-set.ts'
import { ask } from './ask.ts'
import { documentOf, useApp } from './store.ts'
import { activeRun, skip, stop, trainSet } from './training.ts'

/** Trains the shown variant once for each fold of its split. */
export async function trainFolds(): Promise<void> {
  const count = foldCount(documentOf(useApp.getState()))
  if (count !== null) await trainSet({ kind: 'folds', count })
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
