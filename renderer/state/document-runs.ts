/** Which runs belong to the document that is open: those it was started for here, and those that are found on the disk. */
import type { FoundRun, RunDocument, RunId, RunOwner } from '../../shared/ipc/contract.ts'
import { notify, TRY_AGAIN, unnotify } from '../ui/notify.ts'
import { sentencesOf } from './problems.ts'
import { fromFound, fromSnapshot, newestFirst, type Runs, type RunView } from './runs.ts'
import { type AppState, type FileState, useApp } from './store.ts'

/** What a run that is started now belongs to. */
export function ownerOf({ path, draft }: FileState): { readonly owner?: RunOwner } {
  if (path !== null) return { owner: { path } }
  return draft === undefined ? {} : { owner: { draft } }
}

const isSame = (a: RunOwner, b: RunOwner): boolean =>
  'path' in a ? 'path' in b && a.path === b.path : 'draft' in b && a.draft === b.draft

/** Whether a run is one of the open document's, or of the one whose runs are shown beside them. */
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

/** Milliseconds until it is asked again for a run that another engine works on (a terminal's, or one that is just ending), and after the
 *  first failure; then it is twice as long each time, up to the longest. */
const PAUSE = 3000
const LONGEST_PAUSE = 60_000
let again: ReturnType<typeof setTimeout> | undefined

/** So many runs are asked for at once. */
const PAGE = 200
let most = PAGE
/** The document that `most` is for. */
let asked: unknown = null

/** The message that they were not found: true until they are. */
let failure: string | null = null

/** Brings the document's runs from the disk; only their records are read until one is shown. */
export const findRuns = (): Promise<void> => find(0)

/** Brings as many again of the older ones. */
export function findOlderRuns(): Promise<void> {
  most += PAGE
  return find(0)
}

/** @param failures before this try, one after the other */
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
    // Another document that was opened meanwhile asks by itself.
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
    // A connection that is lost asks again when it is back.
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

/** What is known of a run stays; whose it is, the disk knows. */
function ownedAs(known: RunView | undefined, found: FoundRun): RunView {
  if (!known) return fromFound(found)
  const { owner } = found.info
  return owner ? { ...known, info: { ...known.info, owner } } : known
}

/** A run of the draft is one of the file that it was saved to. */
function moved(run: RunView, draft: string, path: string): RunView {
  const { owner } = run.info
  return owner && 'draft' in owner && owner.draft === draft
    ? { ...run, info: { ...run.info, owner: { path } } }
    : run
}

const reading = new Set<RunId>()
/** Told once, and not asked for again by itself while it is shown: it would be no other. */
const unreadable = new Set<RunId>()

/** Reads the epochs of a run that is shown. @returns whether they are here now */
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
    // A connection that is lost brings the runs again when it is back.
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

/** Follows the document from now on; gives the way to stop. */
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
    // Shown anew, it is asked for anew.
    if (state.shownRun !== before.shownRun || state.opened !== before.opened) unreadable.clear()
    if (state.runs !== before.runs || state.shownRun !== before.shownRun || state.file !== before.file)
      readShown(state)
  })
}

/** Shows the runs of another document beside this one's; those of a file that is gone are this file's from now on. */
export async function showRunsOf({ owner, missing }: RunDocument): Promise<void> {
  const { path } = app().file
  if (missing && 'path' in owner && path !== null) await takeOver(owner.path, path)
  else useApp.setState({ alsoRunsOf: owner })
}

/** The runs of a file that is gone belong to another one, whichever is open when it is tried again. */
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
