/** Runs that belong to the open document: those started in this window and those found on the disk. */
import type { FoundRun, RunDocument, RunId, RunOwner } from '../../shared/ipc/contract/index.ts'
import { dismissMessage, notify, TRY_AGAIN } from './notify.ts'
import { sentencesOf } from './problems.ts'
import { fromFound, fromSnapshot, newestFirst, type Runs, type RunView } from './runs.ts'
import { type AppState, type FileState, useApp } from './store.ts'

/** The owner of a run that is started now. */
export function ownerOf({ path, draft }: FileState): { readonly owner?: RunOwner } {
  if (path !== null) return { owner: { path } }
  return draft === undefined ? {} : { owner: { draft } }
}

const isEqual = (a: RunOwner, b: RunOwner): boolean =>
  'path' in a ? 'path' in b && a.path === b.path : 'draft' in b && a.draft === b.draft

type OwnerState = Pick<AppState, 'file' | 'realPath' | 'otherRunsOwner'>

/** Whether a run belongs to the open document, or to the document whose runs are shown in addition. */
export const isOwn = (state: OwnerState, { info }: Pick<RunView, 'info'>): boolean =>
  isOwner(state, info.owner)

/** Whether this owner is the open document, or the document whose runs are shown in addition. */
export function isOwner(
  { file, realPath, otherRunsOwner: alsoRunsOf }: OwnerState,
  owner: RunOwner | undefined,
): boolean {
  if (!owner) return false
  if (alsoRunsOf && isEqual(owner, alsoRunsOf)) return true
  return 'path' in owner
    ? owner.path === file.path || owner.path === realPath
    : file.draft !== undefined && owner.draft === file.draft
}

let cached: { readonly state: AppState; readonly runs: readonly RunView[] } | null = null
/** Newest first. */
export function ownRuns(state: AppState): readonly RunView[] {
  const isCached =
    cached !== null &&
    cached.state.runs === state.runs &&
    cached.state.file === state.file &&
    cached.state.realPath === state.realPath &&
    cached.state.otherRunsOwner === state.otherRunsOwner
  if (!cached || !isCached)
    cached = { state, runs: newestFirst(state.runs).filter((run) => isOwn(state, run)) }
  return cached.runs
}

const app = () => useApp.getState()

/** Milliseconds until the next query while another engine works on a run (from a terminal, or just ending), and after the first failure.
 *  The delay doubles with each failure, up to the maximum. */
const RETRY_DELAY_MS = 3000
const MAX_RETRY_DELAY_MS = 60_000
let retryTimer: ReturnType<typeof setTimeout> | undefined

/** Number of runs requested at once. */
const PAGE_SIZE = 200
let limit = PAGE_SIZE
/** The `opened` count of the document that the limit belongs to. */
let limitOpened: unknown = null

/** Id of the message that the runs were not found; dismissed as soon as they are. */
let failureMessage: string | null = null

/** Loads the document's runs from the disk. Only their records are read; the epochs are read when a run is shown. */
export const findRuns = (): Promise<void> => find(0)

/** Loads one more page of older runs. */
export function findOlderRuns(): Promise<void> {
  limit += PAGE_SIZE
  return find(0)
}

/** @param failures number of consecutive failures before this attempt */
async function find(failures: number): Promise<void> {
  clearTimeout(retryTimer)
  const { host, file, otherRunsOwner, opened } = app()
  if (!host) return
  if (limitOpened !== opened) limit = PAGE_SIZE
  limitOpened = opened
  const isCurrent = () =>
    app().file.path === file.path &&
    app().file.draft === file.draft &&
    app().otherRunsOwner === otherRunsOwner
  try {
    const own = await host.engine.runsOf(file.path, file.draft ?? null, limit)
    const otherRuns = otherRunsOwner ? await host.engine.runsOf(...argumentsOf(otherRunsOwner), limit) : null
    // A document opened in the meantime sends its own query.
    if (!isCurrent()) return
    dismissFailure()
    const all = otherRuns ? [own, otherRuns] : [own]
    mergeFound(
      all.flatMap(({ runs }) => runs),
      own.path,
    )
    useApp.setState({
      olderRuns: all.some(({ more }) => more) ? 'more' : all.some(({ unseen }) => unseen) ? 'unseen' : 'none',
    })
    if (all.some(({ busy }) => busy)) retryTimer = setTimeout(() => void findRuns(), RETRY_DELAY_MS)
  } catch (error) {
    // A lost connection loads the runs again when it is restored.
    if (app().lostConnection || !isCurrent()) return
    if (failures === 0)
      failureMessage = notify(
        { en: 'Earlier runs were not found', ko: '이전 학습 기록을 찾지 못했습니다' },
        sentencesOf(error),
        { actions: [{ label: TRY_AGAIN, run: findRuns }] },
      )
    retryTimer = setTimeout(
      () => void find(failures + 1),
      Math.min(RETRY_DELAY_MS * 2 ** failures, MAX_RETRY_DELAY_MS),
    )
  }
}

function dismissFailure(): void {
  if (failureMessage !== null) dismissMessage(failureMessage)
  failureMessage = null
}

const argumentsOf = (owner: RunOwner): [path: string | null, draft: string | null] =>
  'path' in owner ? [owner.path, null] : [null, owner.draft]

function mergeFound(found: readonly FoundRun[], realPath: string | null): void {
  useApp.setState(({ runs, file }) => {
    const { draft, ...fileWithoutDraft } = file
    const isDraftSaved = file.path !== null && draft !== undefined && realPath !== null
    const next: Record<RunId, RunView> = {}
    for (const [id, run] of Object.entries(runs))
      if (run.unread === undefined) next[id] = isDraftSaved ? withSavedPath(run, draft, realPath) : run
    for (const run of found) next[run.info.run] = withOwner(next[run.info.run], run)
    return { runs: next, realPath, file: isDraftSaved ? fileWithoutDraft : file }
  })
}

/** Keeps the known state of a run; only the owner is taken from the disk. */
function withOwner(known: RunView | undefined, found: FoundRun): RunView {
  if (!known) return fromFound(found)
  const { owner } = found.info
  return owner ? { ...known, info: { ...known.info, owner } } : known
}

/** Assigns a run of the draft to the file that the draft was saved to. */
function withSavedPath(run: RunView, draft: string, path: string): RunView {
  const { owner } = run.info
  return owner && 'draft' in owner && owner.draft === draft
    ? { ...run, info: { ...run.info, owner: { path } } }
    : run
}

const loading = new Set<RunId>()
/** Runs that failed to load. They are reported once and not loaded again automatically while they are shown, since the result would be
 *  the same. */
const failed = new Set<RunId>()

/** Reads the epochs of a run that is shown. @returns whether they are loaded */
async function loadEpochs(run: RunId): Promise<boolean> {
  const { host } = app()
  if (!host || loading.has(run)) return false
  loading.add(run)
  try {
    const snapshot = await host.engine.openRun(run)
    useApp.setState(({ runs }): { runs: Runs } => ({
      runs: runs[run]?.unread === undefined ? runs : { ...runs, [run]: fromSnapshot(snapshot) },
    }))
    failed.delete(run)
    return true
  } catch (error) {
    // A lost connection loads the runs again when it is restored.
    if (app().lostConnection) return false
    failed.add(run)
    notify({ en: 'The run cannot be read', ko: '학습 기록을 읽을 수 없습니다' }, sentencesOf(error), {
      actions: [{ label: TRY_AGAIN, run: () => loadEpochs(run) }],
    })
    return false
  } finally {
    loading.delete(run)
  }
}

/** Follows the document from now on. @returns a function that stops */
export function followRuns(shown: (state: AppState) => RunView | null): () => void {
  const loadShown = (state: AppState) => {
    const run = shown(state)
    if (run?.unread !== undefined && !failed.has(run.info.run)) void loadEpochs(run.info.run)
  }
  loadShown(app())
  return useApp.subscribe((state, previous) => {
    const { path, draft } = previous.file
    if (
      state.file.path !== path ||
      state.file.draft !== draft ||
      state.otherRunsOwner !== previous.otherRunsOwner
    )
      void findRuns()
    // A run that is shown again is loaded again.
    if (state.shownRun !== previous.shownRun || state.opened !== previous.opened) failed.clear()
    if (state.runs !== previous.runs || state.shownRun !== previous.shownRun || state.file !== previous.file)
      loadShown(state)
  })
}

/** Shows the runs of another document in addition to this one's. The runs of a deleted file are reassigned to this file. */
export async function showRunsOf({ owner, missing }: RunDocument): Promise<void> {
  const { path } = app().file
  if (missing && 'path' in owner && path !== null) await reassignRuns(owner.path, path)
  else useApp.setState({ otherRunsOwner: owner })
}

/** Reassigns the runs of a deleted file to another file. A retry uses the same file, whichever document is open by then. */
async function reassignRuns(from: string, to: string): Promise<boolean> {
  const { host } = app()
  if (!host) return false
  try {
    await host.engine.moveRuns(from, to)
  } catch (error) {
    notify(
      { en: 'The runs were not taken over', ko: '학습 기록을 가져오지 못했습니다' },
      sentencesOf(error),
      {
        actions: [{ label: TRY_AGAIN, run: () => reassignRuns(from, to) }],
      },
    )
    return false
  }
  await findRuns()
  return true
}
