/** Runs that belong to the open document: those started in this window and those found on the disk. */
import type { FoundRun, RunDocument, RunId, RunOwner } from '../../shared/ipc/contract.ts'
import { notify, TRY_AGAIN, unnotify } from '../ui/notify.ts'
import { sentencesOf } from './problems.ts'
import { fromFound, fromSnapshot, newestFirst, type Runs, type RunView } from './runs.ts'
import { type AppState, type FileState, useApp } from './store.ts'

/** The owner of a run that is started now. */
export function ownerOf({ path, draft }: FileState): { readonly owner?: RunOwner } {
  if (path !== null) return { owner: { path } }
  return draft === undefined ? {} : { owner: { draft } }
}

const isSame = (a: RunOwner, b: RunOwner): boolean =>
  'path' in a ? 'path' in b && a.path === b.path : 'draft' in b && a.draft === b.draft

/** Whether a run belongs to the open document, or to the document whose runs are shown in addition. */
export function isOwn({ file, realPath, alsoRunsOf }: AppState, { info }: RunView): boolean {
  const { owner } = info
  if (!owner) return false
  if (alsoRunsOf && isSame(owner, alsoRunsOf)) return true
  return 'path' in owner
    ? owner.path === file.path || owner.path === realPath
    : file.draft !== undefined && owner.draft === file.draft
}

let last: { readonly state: AppState; readonly runs: readonly RunView[] } | null = null
/** Newest first. */
export function ownRuns(state: AppState): readonly RunView[] {
  const same =
    last !== null &&
    last.state.runs === state.runs &&
    last.state.file === state.file &&
    last.state.realPath === state.realPath &&
    last.state.alsoRunsOf === state.alsoRunsOf
  if (!last || !same) last = { state, runs: newestFirst(state.runs).filter((run) => isOwn(state, run)) }
  return last.runs
}

const app = () => useApp.getState()

/** Milliseconds until the next query while another engine works on a run (from a terminal, or just ending), and after the first failure.
 *  The delay doubles with each failure, up to the maximum. */
const PAUSE = 3000
const LONGEST_PAUSE = 60_000
let again: ReturnType<typeof setTimeout> | undefined

/** Number of runs requested at once. */
const PAGE = 200
let most = PAGE
/** The `opened` count of the document that the limit belongs to. */
let asked: unknown = null

/** Id of the message that the runs were not found; dismissed as soon as they are. */
let failure: string | null = null

/** Loads the document's runs from the disk. Only their records are read; the epochs are read when a run is shown. */
export const findRuns = (): Promise<void> => find(0)

/** Loads one more page of older runs. */
export function findOlderRuns(): Promise<void> {
  most += PAGE
  return find(0)
}

/** @param failures number of consecutive failures before this attempt */
async function find(failures: number): Promise<void> {
  clearTimeout(again)
  const { host, file, alsoRunsOf: also, opened } = app()
  if (!host) return
  if (asked !== opened) most = PAGE
  asked = opened
  const isSameStill = () =>
    app().file.path === file.path && app().file.draft === file.draft && app().alsoRunsOf === also
  try {
    const own = await host.engine.runsOf(file.path, file.draft ?? null, most)
    const others = also ? await host.engine.runsOf(...argumentsOf(also), most) : null
    // A document opened in the meantime sends its own query.
    if (!isSameStill()) return
    forgetFailure()
    const all = others ? [own, others] : [own]
    take(
      all.flatMap(({ runs }) => runs),
      own.path,
    )
    useApp.setState({
      olderRuns: all.some(({ more }) => more) ? 'more' : all.some(({ unseen }) => unseen) ? 'unseen' : 'none',
    })
    if (all.some(({ busy }) => busy)) again = setTimeout(() => void findRuns(), PAUSE)
  } catch (error) {
    // A lost connection loads the runs again when it is restored.
    if (app().lost || !isSameStill()) return
    if (failures === 0)
      failure = notify(
        { en: 'Earlier runs were not found', ko: '이전 학습 기록을 찾지 못했습니다' },
        sentencesOf(error),
        { actions: [{ label: TRY_AGAIN, run: findRuns }] },
      )
    again = setTimeout(() => void find(failures + 1), Math.min(PAUSE * 2 ** failures, LONGEST_PAUSE))
  }
}

function forgetFailure(): void {
  if (failure !== null) unnotify(failure)
  failure = null
}

const argumentsOf = (owner: RunOwner): [path: string | null, draft: string | null] =>
  'path' in owner ? [owner.path, null] : [null, owner.draft]

function take(found: readonly FoundRun[], realPath: string | null): void {
  useApp.setState(({ runs, file }) => {
    const { draft, ...saved } = file
    const settled = file.path !== null && draft !== undefined && realPath !== null
    const next: Record<RunId, RunView> = {}
    for (const [id, run] of Object.entries(runs))
      if (run.unread === undefined) next[id] = settled ? moved(run, draft, realPath) : run
    for (const run of found) next[run.info.run] = ownedAs(next[run.info.run], run)
    return { runs: next, realPath, file: settled ? saved : file }
  })
}

/** Keeps the known state of a run; only the owner is taken from the disk. */
function ownedAs(known: RunView | undefined, found: FoundRun): RunView {
  if (!known) return fromFound(found)
  const { owner } = found.info
  return owner ? { ...known, info: { ...known.info, owner } } : known
}

/** Assigns a run of the draft to the file that the draft was saved to. */
function moved(run: RunView, draft: string, path: string): RunView {
  const { owner } = run.info
  return owner && 'draft' in owner && owner.draft === draft
    ? { ...run, info: { ...run.info, owner: { path } } }
    : run
}

const reading = new Set<RunId>()
/** Runs that failed to load. They are reported once and not loaded again automatically while they are shown, since the result would be
 *  the same. */
const unreadable = new Set<RunId>()

/** Reads the epochs of a run that is shown. @returns whether they are loaded */
async function read(run: RunId): Promise<boolean> {
  const { host } = app()
  if (!host || reading.has(run)) return false
  reading.add(run)
  try {
    const snapshot = await host.engine.openRun(run)
    useApp.setState(({ runs }): { runs: Runs } => ({
      runs: runs[run]?.unread === undefined ? runs : { ...runs, [run]: fromSnapshot(snapshot) },
    }))
    unreadable.delete(run)
    return true
  } catch (error) {
    // A lost connection loads the runs again when it is restored.
    if (app().lost) return false
    unreadable.add(run)
    notify({ en: 'The run cannot be read', ko: '학습 기록을 읽을 수 없습니다' }, sentencesOf(error), {
      actions: [{ label: TRY_AGAIN, run: () => read(run) }],
    })
    return false
  } finally {
    reading.delete(run)
  }
}

/** Follows the document from now on. @returns a function that stops */
export function followRuns(shown: (state: AppState) => RunView | null): () => void {
  const readShown = (state: AppState) => {
    const run = shown(state)
    if (run?.unread !== undefined && !unreadable.has(run.info.run)) void read(run.info.run)
  }
  readShown(app())
  return useApp.subscribe((state, before) => {
    const { path, draft } = before.file
    if (state.file.path !== path || state.file.draft !== draft || state.alsoRunsOf !== before.alsoRunsOf)
      void findRuns()
    // A run that is shown again is loaded again.
    if (state.shownRun !== before.shownRun || state.opened !== before.opened) unreadable.clear()
    if (state.runs !== before.runs || state.shownRun !== before.shownRun || state.file !== before.file)
      readShown(state)
  })
}

/** Shows the runs of another document in addition to this one's. The runs of a deleted file are reassigned to this file. */
export async function showRunsOf({ owner, missing }: RunDocument): Promise<void> {
  const { path } = app().file
  if (missing && 'path' in owner && path !== null) await takeOver(owner.path, path)
  else useApp.setState({ alsoRunsOf: owner })
}

/** Reassigns the runs of a deleted file to another file. A retry uses the same file, whichever document is open by then. */
async function takeOver(from: string, to: string): Promise<boolean> {
  const { host } = app()
  if (!host) return false
  try {
    await host.engine.moveRuns(from, to)
  } catch (error) {
    notify(
      { en: 'The runs were not taken over', ko: '학습 기록을 가져오지 못했습니다' },
      sentencesOf(error),
      {
        actions: [{ label: TRY_AGAIN, run: () => takeOver(from, to) }],
      },
    )
    return false
  }
  await findRuns()
  return true
}
