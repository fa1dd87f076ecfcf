/** The rows of the table of runs, derived from the disk, the search and what trains now. */
import { useMemo } from 'react'
import type { ListedRun, RunOwner } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { isOwner } from '../state/document-runs.ts'
import { type Grouping, MAX_CHOSEN, type Scope, type Sorting, useRunList } from '../state/run-list.ts'
import { isRunning, type Runs } from '../state/runs.ts'
import { type AppState, useApp } from '../state/store.ts'
import { type Line, linesOf } from './compare/lines.ts'
import { parseQuery } from './table/query.ts'
import { type RunGroup, type TableItem, tableItems } from './table/run-groups.ts'
import { type RunRow, rowsOf } from './table/run-values.ts'
import { isInScope, shownRuns } from './table/shown-runs.ts'

const NO_ROWS: readonly RunRow[] = []

/** The function with its last result: several components show the same rows, which are computed once for all of them. */
function keepLast<A extends readonly unknown[], R>(compute: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | null = null
  return (...args) => {
    if (!last?.args.every((each, i) => each === args[i])) last = { args, result: compute(...args) }
    return last.result
  }
}

const allRows = keepLast((listed: readonly ListedRun[], live: Runs | null) => rowsOf(listed, live ?? {}))

/** The owners of the open document's runs. */
const ownerCheck = keepLast(
  (file: AppState['file'], realPath: string | null, otherRunsOwner: RunOwner | null) => {
    const state = { file, realPath, otherRunsOwner }
    return (owner: RunOwner | undefined) => isOwner(state, owner)
  },
)

const searchedRows = keepLast(
  (
    all: readonly RunRow[],
    scope: Scope,
    query: string,
    sorting: Sorting,
    isOwn: (owner: RunOwner | undefined) => boolean,
  ): ShownRuns => {
    const parsed = parseQuery(query)
    const matches = parsed.ok ? parsed.matches : () => true
    return { rows: shownRuns(all, scope, matches, sorting, isOwn), fault: parsed.ok ? null : parsed.why }
  },
)

/** All runs, newest first. */
export function useAllRuns(): readonly RunRow[] {
  const listed = useRunList((s) => s.runs)
  // Changes only with the runs that train now.
  const live = useApp((s) => (Object.values(s.runs).some(({ state }) => isRunning(state)) ? s.runs : null))
  return listed ? allRows(listed, live) : NO_ROWS
}

/** Whether a run is the open document's. */
function useIsOwn() {
  const file = useApp((s) => s.file)
  const realPath = useApp((s) => s.realPath)
  const otherRunsOwner = useApp((s) => s.otherRunsOwner)
  return ownerCheck(file, realPath, otherRunsOwner)
}

export interface ShownRuns {
  readonly rows: readonly RunRow[]
  /** Why the search cannot be carried out; `null` if it can. */
  readonly fault: Text | null
}

/** The rows of the scope that the search finds, sorted. */
export function useShownRuns(): ShownRuns {
  const all = useAllRuns()
  const scope = useRunList((s) => s.scope)
  const query = useRunList((s) => s.query)
  const sorting = useRunList((s) => s.sorting)
  const isOwn = useIsOwn()
  return searchedRows(all, scope, query, sorting, isOwn)
}

const items = keepLast(
  (rows: readonly RunRow[], grouping: Grouping, toggled: ReadonlySet<string>, sorting: Sorting) =>
    tableItems(rows, grouping, toggled, sorting),
)

/** The rows of the table: runs and groups of them. */
export function useTableItems(): readonly TableItem[] {
  const { rows } = useShownRuns()
  const grouping = useRunList((s) => s.grouping)
  const toggled = useRunList((s) => s.toggledGroups)
  const sorting = useRunList((s) => s.sorting)
  return items(rows, grouping, toggled, sorting)
}

/** The group whose row has the focus; it may be the row that hides the current run. */
export function useCurrentGroup(): RunGroup | null {
  const shown = useTableItems()
  const key = useRunList((s) => s.currentGroup)
  const current = useRunList((s) => s.current)
  return useMemo(() => {
    const item = shown.find(
      (each) =>
        each.kind === 'group' &&
        (each.group.key === key || !each.isOpen) &&
        each.group.runs.some(({ info }) => info.run === current),
    )
    return item?.group ?? null
  }, [shown, key, current])
}

/** The number of runs in each scope. */
export function useScopeCount(): (scope: Scope) => number {
  const all = useAllRuns()
  const isOwn = useIsOwn()
  return useMemo(
    () => (scope: Scope) => all.filter((run) => isInScope(run, scope, isOwn)).length,
    [all, isOwn],
  )
}

/** The names of the variants that the document's runs have trained. */
export function useOwnVariants(): readonly string[] {
  const all = useAllRuns()
  const isOwn = useIsOwn()
  return useMemo(
    () => [
      ...new Set(
        all.flatMap(({ info, variant }) => (variant !== null && isOwn(info.owner) ? [variant] : [])),
      ),
    ],
    [all, isOwn],
  )
}

/** The chosen runs in the order of being chosen; without any, those of the current group, or the current one. */
export function useComparedRuns(): readonly RunRow[] {
  const all = useAllRuns()
  const chosen = useRunList((s) => s.chosen)
  const current = useRunList((s) => s.current)
  const group = useCurrentGroup()
  return useMemo(() => {
    if (chosen.length === 0 && group) return group.runs.slice(0, MAX_CHOSEN)
    const byId = new Map(all.map((run) => [run.info.run, run]))
    const ids = chosen.length > 0 ? chosen : current === null ? [] : [current]
    return ids.flatMap((id) => byId.get(id) ?? [])
  }, [all, chosen, current, group])
}

const lines = keepLast(linesOf)

/** The compared runs as lines. */
export function useLines(): readonly Line[] {
  const runs = useComparedRuns()
  const joins = useRunList((s) => s.joins)
  return lines(runs, joins)
}

export function useCurrentRun(): RunRow | null {
  const all = useAllRuns()
  const current = useRunList((s) => s.current)
  return useMemo(() => all.find(({ info }) => info.run === current) ?? null, [all, current])
}
