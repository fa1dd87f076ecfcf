/** The rows of the table of runs, derived from the disk, the search and what trains now. */
import { useMemo } from 'react'
import type { Text } from '../../shared/text.ts'
import { isOwner } from '../state/document-runs.ts'
import { type Scope, useRunList } from '../state/run-list.ts'
import { isRunning } from '../state/runs.ts'
import { useApp } from '../state/store.ts'
import { parseQuery } from './table/query.ts'
import { type RunRow, rowsOf } from './table/run-values.ts'
import { isInScope, shownRuns } from './table/shown-runs.ts'

const NO_ROWS: readonly RunRow[] = []

/** All runs, newest first. */
export function useAllRuns(): readonly RunRow[] {
  const listed = useRunList((s) => s.runs)
  // Changes only with the runs that train now.
  const live = useApp((s) => (Object.values(s.runs).some(({ state }) => isRunning(state)) ? s.runs : null))
  return useMemo(() => (listed ? rowsOf(listed, live ?? {}) : NO_ROWS), [listed, live])
}

/** Whether a run is the open document's. */
function useIsOwn() {
  const file = useApp((s) => s.file)
  const realPath = useApp((s) => s.realPath)
  const otherRunsOwner = useApp((s) => s.otherRunsOwner)
  return useMemo(() => {
    const state = { file, realPath, otherRunsOwner }
    return (owner: RunRow['info']['owner']) => isOwner(state, owner)
  }, [file, realPath, otherRunsOwner])
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
  return useMemo(() => {
    const parsed = parseQuery(query)
    const matches = parsed.ok ? parsed.matches : () => true
    return {
      rows: shownRuns(all, scope, matches, sorting, isOwn),
      fault: parsed.ok ? null : parsed.why,
    }
  }, [all, scope, query, sorting, isOwn])
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

/** The chosen runs in the order of being chosen; without any, the current one. */
export function useComparedRuns(): readonly RunRow[] {
  const all = useAllRuns()
  const chosen = useRunList((s) => s.chosen)
  const current = useRunList((s) => s.current)
  return useMemo(() => {
    const byId = new Map(all.map((run) => [run.info.run, run]))
    const ids = chosen.length > 0 ? chosen : current === null ? [] : [current]
    return ids.flatMap((id) => byId.get(id) ?? [])
  }, [all, chosen, current])
}

export function useCurrentRun(): RunRow | null {
  const all = useAllRuns()
  const current = useRunList((s) => s.current)
  return useMemo(() => all.find(({ info }) => info.run === current) ?? null, [all, current])
}
