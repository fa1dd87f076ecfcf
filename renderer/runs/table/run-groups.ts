/** Runs that the table shows as one row, which opens: those of a set, or those of a document and variant. Pure. */

import type { SetKind } from '../../../shared/document/run-set.ts'
import type { Setting } from '../../../shared/document/run-settings.ts'
import { isFinalState } from '../../../shared/ipc/run-state.ts'
import { type Grouping, type Sorting, setKeyOf } from '../../state/run-list.ts'
import { kindOf } from '../../ui/set-text.ts'
import { type RunRow, runValue } from './run-values.ts'
import { compareValues } from './shown-runs.ts'

export interface RunGroup {
  readonly key: string
  readonly title: string
  /** What differs between the runs of a set; null for the runs of a document. */
  readonly set: SetKind | null
  /** In the order of the table, at least two of a set. */
  readonly runs: readonly RunRow[]
}

/** A row of the table. */
export type TableItem =
  | { readonly kind: 'run'; readonly run: RunRow; readonly group: RunGroup | null }
  | { readonly kind: 'group'; readonly group: RunGroup; readonly isOpen: boolean }

/** @param rows sorted
 *  @param toggled keys of groups that are not as they are by themselves: sets of folds and seeds closed, others open */
export function tableItems(
  rows: readonly RunRow[],
  grouping: Grouping,
  toggled: ReadonlySet<string>,
  sorting: Sorting,
): readonly TableItem[] {
  const single = (run: RunRow): TableItem => ({ kind: 'run', run, group: null })
  if (grouping === 'none') return rows.map(single)
  const byKey = new Map<string, RunRow[]>()
  for (const run of rows) {
    const key = grouping === 'set' ? setKey(run) : documentKey(run)
    const runs = byKey.get(key)
    if (runs) runs.push(run)
    else byKey.set(key, [run])
  }
  const groups = [...byKey].map(([key, runs]): RunGroup | RunRow =>
    grouping === 'set' && runs.length === 1
      ? runs[0]!
      : {
          key,
          runs,
          title: grouping === 'set' ? groupTitle(runs[0]!) : documentTitle(runs[0]!),
          set: grouping === 'set' ? setKind(runs[0]!) : null,
        },
  )
  const sortValue = (each: RunGroup | RunRow) =>
    'key' in each ? groupValue(each, sorting.by) : runValue(each, sorting.by)
  const order = compareValues(sorting.descending)
  return groups
    .map((each) => ({ each, value: sortValue(each) }))
    .sort((a, b) => order(a.value, b.value))
    .flatMap(({ each }): readonly TableItem[] => {
      if (!('key' in each)) return [single(each)]
      const isOpen = toggled.has(each.key) !== isOpenAtFirst(each)
      const head: TableItem = { kind: 'group', group: each, isOpen }
      return isOpen
        ? [head, ...each.runs.map((run): TableItem => ({ kind: 'run', run, group: each }))]
        : [head]
    })
}

/** The runs of a document, and those of a set that are there to be compared with each other. */
const isOpenAtFirst = ({ set }: RunGroup): boolean => set === null || set === 'optimizers'

const setKey = ({ info }: RunRow): string => (info.set ? setKeyOf(info.set) : `run ${info.run}`)
const setKind = ({ info }: RunRow): SetKind | null => (info.set ? kindOf(info.set) : null)

function documentKey({ info: { owner, name }, variant }: RunRow): string {
  const document = owner ? ('path' in owner ? owner.path : owner.draft) : name
  return `document ${JSON.stringify([document, variant])}`
}

/** The name of the document, without what tells the runs of a set apart; a name that a person gave to its newest run. */
export const groupTitle = ({ info, annotations }: RunRow): string =>
  annotations.name ||
  info.name.replace(info.set?.kind === 'optimizers' ? / · [^·]+$/ : / · fold \d+\/\d+$/, '')

function documentTitle(run: RunRow): string {
  const { owner } = run.info
  if (!owner || !('path' in owner)) return run.info.name
  const file = owner.path.replace(/^.*[\\/]/, '').replace(/\.loom$/, '')
  return run.variant === null ? file : `${file} · ${run.variant}`
}

export interface ValueRange {
  readonly mean: number
  readonly min: number
  readonly max: number
  /** Number of runs that have the value. */
  readonly count: number
}

/** Mean and range of the finite values; null where there is none. */
export function rangeOf(values: readonly (number | null | undefined)[]): ValueRange | null {
  const known = values.filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[]
  if (known.length === 0) return null
  let sum = 0
  for (const value of known) sum += value
  return { mean: sum / known.length, min: Math.min(...known), max: Math.max(...known), count: known.length }
}

/** Mean and range of a figure over the runs that have ended. */
export const groupFigure = (runs: readonly RunRow[], name: string): ValueRange | null =>
  rangeOf(
    runs.flatMap((run) =>
      isFinalState(run.state) && Object.hasOwn(run.figures, name) ? [run.figures[name]] : [],
    ),
  )

/** The value by which a group is sorted: the mean of a figure or another number, the sum of sizes and durations, the newest start. */
export function groupValue({ runs, title }: RunGroup, name: string): Setting | undefined {
  if (name === 'name') return title
  if (runs.some(({ figures }) => Object.hasOwn(figures, name))) return groupFigure(runs, name)?.mean
  const values = runs.map((run) => runValue(run, name))
  if (!values.every((value) => typeof value === 'number')) return values.find((value) => value !== undefined)
  const range = rangeOf(values)!
  if (name === 'started') return range.max
  return name === 'size' || name === 'duration' ? range.mean * range.count : range.mean
}
