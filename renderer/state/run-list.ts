/** The table of runs: the rows from the disk, what is searched, sorted and chosen, and the actions on runs. Not part of the document. */
import { create } from 'zustand'
import type {
  Annotations,
  EpochEnd,
  ListedRun,
  RunId,
  RunList,
  RunSet,
} from '../../shared/ipc/contract/index.ts'
import type { ProblemData } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'
import { findRuns } from './document-runs.ts'
import { notify, TRY_AGAIN } from './notify.ts'
import { sentencesOf } from './problems.ts'
import { useApp } from './store.ts'

/** Which runs the table has, before the search. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'document' }
  | { readonly kind: 'variant'; readonly name: string }
  | { readonly kind: 'starred' }
  | { readonly kind: 'state'; readonly state: RunStateGroup }
export type RunStateGroup = 'training' | 'finished' | 'interrupted'

/** A column by its name: `name`, `state`, `started`…, a figure as `val_loss`, or a setting as `Dense.units`. */
export interface Sorting {
  readonly by: string
  readonly descending: boolean
}

/** Which runs the table shows as one row. */
export const GROUPINGS = ['none', 'document', 'set'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** What the dock shows of the runs. */
export const RUN_PLOTS = ['curves', 'scatter'] as const
export type RunPlot = (typeof RUN_PLOTS)[number]

/** The values on the axes of the scatter; null for those that tell most. */
interface ScatterAxes {
  readonly x: string | null
  readonly y: string | null
  readonly logX: boolean
  readonly logY: boolean
}

interface RunListState {
  /** Newest first; `null` until they are read. */
  readonly runs: readonly ListedRun[] | null
  /** Only the newest runs are read so far. */
  readonly partial: boolean
  /** There are older runs, which are too many to be listed. */
  readonly hasOlder: boolean
  /** Folders without a usable run. */
  readonly skipped: readonly ProblemData[]
  /** Why the runs could not be read; empty otherwise. */
  readonly problems: readonly Text[]
  readonly trashed: number
  readonly scope: Scope
  readonly query: string
  readonly sorting: Sorting
  /** The columns that the user has chosen; `null` for those that are derived from the runs. */
  readonly columns: readonly string[] | null
  /** The figure of the table and of the second chart; `null` for the first one. */
  readonly figure: string | null
  readonly grouping: Grouping
  /** Keys of the groups that the user has opened or closed. */
  readonly toggledGroups: ReadonlySet<string>
  /** The row with the focus, which the panel at the right shows. */
  readonly current: RunId | null
  /** The group whose row has the focus; the current run is one of it. */
  readonly currentGroup: string | null
  /** The runs that are compared, in the order of being chosen. */
  readonly chosen: readonly RunId[]
  /** A set whose runs are chosen as they start; null once a person has chosen others. */
  readonly followed: RunSet['id'] | null
  /** The chosen run that differences refer to; the first one unless it was set. */
  readonly baseline: RunId | null
  /** Whether runs of one setting, with other seeds or folds, are one line of the comparison. */
  readonly joins: boolean
  readonly plot: RunPlot
  readonly scatter: ScatterAxes
  /** Epochs of runs whose curves were asked for. */
  readonly epochs: { readonly [run: RunId]: readonly EpochEnd[] }
}

/** Runs that can be compared at once. */
export const MAX_CHOSEN = 50
/** Runs of the first answer, which comes at once. */
const FIRST_PAGE = 100
const MAX_RUNS = 5000
const COLUMNS_KEY = 'layerloom.run-columns'
const GROUPING_KEY = 'layerloom.run-grouping'

const INITIAL: RunListState = {
  runs: null,
  partial: false,
  hasOlder: false,
  skipped: [],
  problems: [],
  trashed: 0,
  scope: { kind: 'document' },
  query: '',
  sorting: { by: 'started', descending: true },
  columns: loadColumns(),
  figure: null,
  grouping: loadGrouping(),
  toggledGroups: new Set(),
  current: null,
  currentGroup: null,
  chosen: [],
  followed: null,
  baseline: null,
  joins: true,
  plot: 'curves',
  scatter: { x: null, y: null, logX: false, logY: false },
  epochs: {},
}

export const useRunList = create<RunListState>()(() => INITIAL)

/** The stored columns; `null` if there are none or the storage contains foreign data. */
function loadColumns(): readonly string[] | null {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(COLUMNS_KEY) ?? 'null')
    return Array.isArray(stored) && stored.every((each) => typeof each === 'string') ? stored : null
  } catch {
    return null
  }
}

export function setColumns(columns: readonly string[] | null): void {
  useRunList.setState({ columns })
  try {
    globalThis.localStorage?.setItem(COLUMNS_KEY, JSON.stringify(columns))
  } catch (error) {
    console.warn('The columns could not be remembered:', error)
  }
}

function loadGrouping(): Grouping {
  try {
    const stored = globalThis.localStorage?.getItem(GROUPING_KEY)
    return GROUPINGS.find((each) => each === stored) ?? 'set'
  } catch {
    return 'set'
  }
}

export function setGrouping(grouping: Grouping): void {
  useRunList.setState({ grouping, currentGroup: null })
  try {
    globalThis.localStorage?.setItem(GROUPING_KEY, grouping)
  } catch (error) {
    console.warn('The grouping could not be remembered:', error)
  }
}

export const setScatter = (changes: Partial<ScatterAxes>): void =>
  useRunList.setState(({ scatter }) => ({ scatter: { ...scatter, ...changes } }))

/** Opens a closed group of the table, and closes an open one. */
export const toggleGroup = (key: string): void =>
  useRunList.setState(({ toggledGroups }) => {
    const toggled = new Set(toggledGroups)
    if (!toggled.delete(key)) toggled.add(key)
    return { toggledGroups: toggled }
  })

/** The key of the group of a set's runs. */
export const setKeyOf = ({ id }: Pick<RunSet, 'id'>): string => `set ${id}`

const list = () => useRunList.getState()
const engine = () => useApp.getState().host?.engine ?? null

let reading: Promise<void> | null = null
let isStale = false

/** Reads the table from the disk. A call during a reading starts another one after it. */
export function readRuns(): Promise<void> {
  isStale = true
  reading ??= (async () => {
    while (isStale) {
      isStale = false
      await readOnce()
    }
  })().finally(() => {
    reading = null
  })
  return reading
}

async function readOnce(): Promise<void> {
  const calls = engine()
  if (!calls) return
  try {
    if (list().runs === null) show(await calls.listRuns(FIRST_PAGE), true)
    // The engine reads so many new records at once; the rest is read by the next call.
    for (let known = -1; ; known = list().runs?.length ?? 0) {
      const all = await calls.listRuns(MAX_RUNS)
      show(all, false)
      if (!all.more || all.runs.length <= known) break
    }
  } catch (error) {
    // A lost connection reads the runs again when it is restored.
    if (!useApp.getState().lostConnection) useRunList.setState({ problems: sentencesOf(error) })
    return
  }
  try {
    useRunList.setState({ trashed: await calls.countTrashedRuns() })
  } catch (error) {
    console.warn('The trash of the runs cannot be read:', error)
  }
}

function show({ runs, more, skipped }: RunList, partial: boolean): void {
  const ids = new Set(runs.map(({ info }) => info.run))
  useRunList.setState(({ current, chosen, followed, baseline }) => ({
    runs,
    partial: partial && more,
    hasOlder: more,
    skipped,
    problems: [],
    ...(!partial && {
      current: current !== null && ids.has(current) ? current : null,
      chosen: chosenOf(runs, chosen, followed),
      baseline: baseline !== null && ids.has(baseline) ? baseline : null,
    }),
  }))
}

/** The chosen runs that are still there, and those of the followed set in their order. */
function chosenOf(
  runs: readonly ListedRun[],
  chosen: readonly RunId[],
  followed: RunSet['id'] | null,
): readonly RunId[] {
  const ids = new Set(runs.map(({ info }) => info.run))
  const kept = chosen.filter((run) => ids.has(run))
  const started = runs
    .flatMap(({ info }) => (followed !== null && info.set?.id === followed ? [info] : []))
    .sort((a, b) => a.set!.index - b.set!.index)
    .flatMap(({ run }) => (kept.includes(run) ? [] : [run]))
  return kept.length === chosen.length && started.length === 0
    ? chosen
    : [...kept, ...started].slice(0, MAX_CHOSEN)
}

/** Chooses the runs of a set, also those that start later. */
export function followSet({ id }: Pick<RunSet, 'id'>): void {
  useRunList.setState(({ runs }) => ({
    followed: id,
    chosen: chosenOf(runs ?? [], [], id),
    baseline: null,
  }))
}

/** Chooses runs for the comparison, or removes them where all are chosen. */
export function toggleAllChosen(runs: readonly RunId[]): void {
  const { chosen } = list()
  if (runs.every((run) => chosen.includes(run))) setChosen(chosen.filter((run) => !runs.includes(run)))
  else setChosen([...new Set([...chosen, ...runs])])
}

/** Chooses a run for the comparison, or removes it. */
export function toggleChosen(run: RunId): void {
  const { chosen } = list()
  if (chosen.includes(run)) setChosen(chosen.filter((each) => each !== run))
  else if (chosen.length < MAX_CHOSEN) setChosen([...chosen, run])
  else refuseMore()
}

function refuseMore(): void {
  notify(
    { en: 'No more runs fit', ko: '더 비교할 수 없습니다' },
    [
      {
        en: `At most ${MAX_CHOSEN} runs are compared at once. Take one out first.`,
        ko: `한 번에 ${MAX_CHOSEN}개까지 비교할 수 있습니다. 먼저 하나를 빼세요.`,
      },
    ],
    { kind: 'refusal' },
  )
}

export function setChosen(runs: readonly RunId[]): void {
  if (runs.length > MAX_CHOSEN) refuseMore()
  useRunList.setState(({ baseline }) => ({
    chosen: runs.slice(0, MAX_CHOSEN),
    followed: null,
    baseline: baseline !== null && runs.includes(baseline) ? baseline : null,
  }))
}

/** Changes what a person adds to a run. The table shows it at once; a failure takes it back. */
export async function annotate(run: RunId, changes: Partial<Annotations>): Promise<void> {
  const previous = list().runs?.find(({ info }) => info.run === run)?.annotations
  if (!previous) return
  replaceAnnotations(run, { ...previous, ...changes })
  try {
    const kept = await engine()?.annotateRun(run, changes)
    if (kept) replaceAnnotations(run, kept)
  } catch (error) {
    replaceAnnotations(run, previous)
    notify({ en: 'The run was not changed', ko: '학습 기록을 바꾸지 못했습니다' }, sentencesOf(error), {
      actions: [{ label: TRY_AGAIN, run: () => annotate(run, changes) }],
    })
  }
}

const replaceAnnotations = (run: RunId, annotations: Annotations): void =>
  useRunList.setState(({ runs }) => ({
    runs: runs?.map((each) => (each.info.run === run ? { ...each, annotations } : each)) ?? null,
  }))

/** Moves runs into the trash. The message offers to bring them back. */
export async function trashRuns(runs: readonly RunId[]): Promise<void> {
  const calls = engine()
  if (!calls || runs.length === 0) return
  try {
    const elsewhere = new Set(
      list().runs?.flatMap(({ info, isElsewhere }) => (isElsewhere ? [info.run] : [])),
    )
    const moved = await calls.trashRuns(runs)
    forgetRuns(moved)
    notify(
      moved.every((run) => elsewhere.has(run))
        ? {
            en: `${moved.length === 1 ? 'The run was' : `${moved.length} runs were`} taken off the list`,
            ko: `학습 기록 ${moved.length}개를 목록에서 뺐습니다`,
          }
        : moved.length === 1
          ? { en: 'The run was moved to the trash', ko: '학습 기록을 휴지통으로 옮겼습니다' }
          : {
              en: `${moved.length} runs were moved to the trash`,
              ko: `학습 기록 ${moved.length}개를 휴지통으로 옮겼습니다`,
            },
      [],
      {
        kind: 'info',
        actions: [{ label: { en: 'Undo', ko: '되돌리기' }, run: () => restoreRuns(moved) }],
      },
    )
  } catch (error) {
    notify({ en: 'Nothing was deleted', ko: '지우지 못했습니다' }, sentencesOf(error), {
      actions: [{ label: TRY_AGAIN, run: () => trashRuns(runs) }],
    })
  }
  await readRuns()
}

/** The runs are gone from every list of the window. */
function forgetRuns(gone: readonly RunId[]): void {
  const ids = new Set(gone)
  useApp.setState(({ runs, shownRun }) => ({
    runs: Object.fromEntries(Object.entries(runs).filter(([id]) => !ids.has(id))),
    shownRun: shownRun !== null && ids.has(shownRun) ? null : shownRun,
  }))
}

/** Moves runs back from the trash; `null`: all of them. */
export async function restoreRuns(runs: readonly RunId[] | null): Promise<void> {
  try {
    await engine()?.restoreRuns(runs)
  } catch (error) {
    notify({ en: 'The runs stay in the trash', ko: '휴지통에서 꺼내지 못했습니다' }, sentencesOf(error), {
      actions: [{ label: TRY_AGAIN, run: () => restoreRuns(runs) }],
    })
  }
  await Promise.all([readRuns(), findRuns()])
}

/** Moves everything back from the trash. */
export const restoreAll = (): Promise<void> => restoreRuns(null)

/** Moves what is in the trash into the trash of the system, or deletes it for ever: where asked, and where there is none. */
export async function emptyTrash(isForEver = false): Promise<void> {
  try {
    await engine()?.emptyRunTrash(isForEver)
  } catch (error) {
    notify({ en: 'The trash was not emptied', ko: '휴지통을 비우지 못했습니다' }, sentencesOf(error), {
      actions: [
        { label: TRY_AGAIN, run: () => emptyTrash(isForEver) },
        ...(isForEver
          ? []
          : [{ label: { en: 'Delete for ever', ko: '완전히 지우기' }, run: () => emptyTrash(true) }]),
      ],
    })
  }
  await readRuns()
}

const loading = new Set<RunId>()

/** Reads the epochs of runs whose curves are shown, one after the other. */
export async function readEpochs(runs: readonly RunId[]): Promise<void> {
  for (const run of runs) {
    if (list().epochs[run] || loading.has(run)) continue
    loading.add(run)
    try {
      const version = list().runs?.find(({ info }) => info.run === run)
      const snapshot = await engine()?.openRun(run)
      // A run that has changed meanwhile is read again.
      const isCurrent = list().runs?.find(({ info }) => info.run === run)?.epochsDone === version?.epochsDone
      if (snapshot && isCurrent)
        useRunList.setState(({ epochs }) => ({ epochs: { ...epochs, [run]: snapshot.epochEnds } }))
    } catch (error) {
      useRunList.setState(({ epochs }) => ({ epochs: { ...epochs, [run]: [] } }))
      notify({ en: 'The run cannot be read', ko: '학습 기록을 읽을 수 없습니다' }, sentencesOf(error))
    } finally {
      loading.delete(run)
    }
  }
}

/** The table is read again when a run starts or ends, once it has been shown. */
useApp.subscribe((state, previous) => {
  // Another document has other runs; those that are compared stay.
  if (state.opened !== previous.opened)
    useRunList.setState({ scope: INITIAL.scope, query: '', current: null })
  if (list().runs === null) return
  if (state.lostConnection === null && previous.lostConnection !== null) void readRuns()
  if (state.runs === previous.runs) return
  const changed = Object.values(state.runs).filter(({ info, result, unread }) => {
    const known = previous.runs[info.run]
    // The run has a folder once its steps are known.
    return (
      unread === undefined && (known?.result !== result || known?.info.stepsPerEpoch !== info.stepsPerEpoch)
    )
  })
  if (changed.length === 0) return
  const ids = new Set(changed.map(({ info }) => info.run))
  useRunList.setState(({ epochs }) => ({
    epochs: Object.fromEntries(Object.entries(epochs).filter(([run]) => !ids.has(run))),
  }))
  // What another workspace trains is the current run when the table is shown next.
  const trained = state.workspace === 'runs' || !ids.has(state.shownRun ?? '') ? null : state.shownRun
  void readRuns().then(() => {
    if (trained !== null && list().runs?.some(({ info }) => info.run === trained))
      useRunList.setState({ current: trained, currentGroup: null })
  })
})
