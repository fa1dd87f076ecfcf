/** Compares the trained variants of the document: the newest run of each, with those of its set, chosen in the Runs workspace. */
import type { Document } from '../../shared/document/document.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type { ListedRun, RunId } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { isOwn } from '../state/document-runs.ts'
import { closeResults } from '../state/evaluations.ts'
import { dismissMessage, notify } from '../state/notify.ts'
import { readRuns, setChosen, useRunList } from '../state/run-list.ts'
import { documentOf, useApp } from '../state/store.ts'
import { goToWorkspace } from '../state/workspace.ts'
import { nameOf } from './variants.ts'

export interface NewestRuns {
  /** In the order of the variants. */
  readonly runs: readonly RunId[]
  /** Names of the variants without a run. */
  readonly missing: readonly string[]
}

/** @param runs those of the document, newest first */
export function newestRuns(document: Document, runs: readonly ListedRun[]): NewestRuns {
  const trained = runs.filter(({ epochsDone }) => epochsDone > 0)
  const found: RunId[] = []
  const missing: string[] = []
  for (const name of variantsOf(document).map((id) => nameOf(document, id))) {
    const newest = trained.find(({ variant }) => variant === name)
    if (!newest) missing.push(name)
    else found.push(...membersOf(newest, trained))
  }
  return { runs: found, missing }
}

/** The run itself, or all runs of its set. */
const membersOf = ({ info }: ListedRun, runs: readonly ListedRun[]): readonly RunId[] =>
  info.set === undefined
    ? [info.run]
    : runs.flatMap((each) => (each.info.set?.id === info.set!.id ? [each.info.run] : []))

/** The message of the last call, which may no longer be true. */
let message: string | null = null

export async function compareNetworks(): Promise<void> {
  if (message !== null) dismissMessage(message)
  message = null
  await readRuns()
  const state = useApp.getState()
  const own = (useRunList.getState().runs ?? []).filter((run) => isOwn(state, run))
  const { runs, missing } = newestRuns(documentOf(state), own)
  if (runs.length === 0)
    message = notify(
      { en: 'No variant has a run yet', ko: '아직 학습한 변형이 없습니다' },
      [
        {
          en: 'Train the variants, then their newest runs are compared. Runs from before the document had variants belong to none.',
          ko: '변형을 학습하면 가장 새로운 학습 기록끼리 비교합니다. 변형이 생기기 전의 학습 기록은 어느 변형에도 들지 않습니다.',
        },
      ],
      { kind: 'refusal' },
    )
  else {
    closeResults()
    useRunList.setState({ scope: { kind: 'document' }, query: '', current: runs[0]!, currentGroup: null })
    setChosen(runs)
    goToWorkspace('runs')
    if (missing.length > 0) message = notify(withoutRun(missing), [], { kind: 'info' })
  }
}

const withoutRun = (names: readonly string[]): Text => ({
  en: `${names.length === 1 ? 'This variant has' : 'These variants have'} no run yet: ${names.join(', ')}`,
  ko: `아직 학습하지 않은 변형: ${names.join(', ')}`,
})
