/** The rows that the table shows: within the scope, found by the search, sorted. Pure. */
import type { Setting } from '../../../shared/document/run-settings.ts'
import type { RunOwner } from '../../../shared/ipc/contract/index.ts'
import type { Scope, Sorting } from '../../state/run-list.ts'
import type { Condition } from './query.ts'
import { groupOf, type RunRow, runValue } from './run-values.ts'

/** @param isOwn whether a run belongs to the open document */
export function shownRuns(
  runs: readonly RunRow[],
  scope: Scope,
  matches: Condition,
  sorting: Sorting,
  isOwn: (owner: RunOwner | undefined) => boolean,
): readonly RunRow[] {
  return sortRuns(
    runs.filter((run) => isInScope(run, scope, isOwn) && matches(run)),
    sorting,
  )
}

export function isInScope(
  { info, annotations, variant, state }: RunRow,
  scope: Scope,
  isOwn: (owner: RunOwner | undefined) => boolean,
): boolean {
  switch (scope.kind) {
    case 'all':
      return true
    case 'document':
      return isOwn(info.owner)
    case 'variant':
      return isOwn(info.owner) && variant === scope.name
    case 'starred':
      return annotations.starred
    case 'state':
      return groupOf(state) === scope.state
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Runs without a value come last in both directions. Equal ones keep their order, newest first. */
function sortRuns(runs: readonly RunRow[], { by, descending }: Sorting): readonly RunRow[] {
  const order = compareValues(descending)
  return [...runs].sort((a, b) => order(runValue(a, by), runValue(b, by)))
}

type Value = Setting | undefined
const isMissing = (value: Value): boolean => value === undefined || value === null

export function compareValues(descending: boolean): (left: Value, right: Value) => number {
  const direction = descending ? -1 : 1
  return (left, right) => {
    if (isMissing(left) || isMissing(right)) return Number(isMissing(left)) - Number(isMissing(right))
    return typeof left === 'number' && typeof right === 'number'
      ? direction * (left - right)
      : direction * collator.compare(String(left), String(right))
  }
}
