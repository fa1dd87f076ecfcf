/** Marks of rows as what they mean for prepared rows. */
import type { MarkCounts, TargetInfo } from '../../../../shared/data/data-info.ts'
import {
  excludedRows,
  isRelabelled,
  type LabelledTarget,
  labelValue,
  type RightValue,
  type RowMark,
  relabelledRows,
} from '../../../../shared/data/marks.ts'
import { type ProblemData, ProblemError, problem } from '../../../../shared/problem.ts'
import type { Text } from '../../../../shared/text.ts'
import { texts } from './texts.ts'

type MarkedTarget = Pick<TargetInfo, 'name'> & LabelledTarget

/** What the marks are about. */
interface MarkedData {
  /** Fingerprints of the marked rows that exist, by row of the source. */
  readonly fingerprints: ReadonlyMap<number, string>
  readonly targets: readonly MarkedTarget[]
  /** The prepared row of a row of the source, or −1 where it has no target. */
  positionOf(row: number): number
}

export interface ResolvedMarks {
  /** Null: no row is. */
  readonly isExcluded: ((position: number) => boolean) | null
  /** The right values of each target, by prepared row. */
  readonly labels: readonly ReadonlyMap<number, RightValue>[]
  /** Null if the marks change nothing. */
  readonly counts: MarkCounts | null
  readonly notes: readonly Text[]
}

/** @throws ProblemError naming the rows that are not those that were marked, or labels that the target does not have */
export function resolveMarks(marks: readonly RowMark[], data: MarkedData): ResolvedMarks {
  const { fingerprints, targets, positionOf } = data
  refuse(
    texts.otherRows,
    rowsOf(marks.filter(({ row, fingerprint }) => fingerprints.get(row) !== fingerprint)),
  )
  const names = targets.map(({ name }) => name)
  const [relabelled, others] = partition(marks.filter(isRelabelled), ({ target }) => names.includes(target))
  refuse(texts.noValue, rowsOf(relabelled.filter(({ row }) => positionOf(row) < 0)))
  const labels = targets.map((target) => {
    const values = new Map<number, RightValue>()
    for (const { row, label } of relabelledRows(relabelled, target.name)) {
      const value = labelValue(target, label)
      if (value === null) refuse((rows) => texts.noLabel(rows, label, target), [row])
      else values.set(positionOf(row), value)
    }
    return values
  })
  const excluded = new Set(excludedRows(marks).map(positionOf))
  excluded.delete(-1)
  const changed = new Set(relabelled.map(({ row }) => row)).size
  const counts = excluded.size + changed > 0 ? { excluded: excluded.size, relabelled: changed } : null
  return {
    isExcluded: excluded.size > 0 ? (position) => excluded.has(position) : null,
    labels,
    counts,
    notes: [
      ...(counts ? [texts.note(counts)] : []),
      ...(others.length > 0 ? [texts.noTarget(rowsOf(others), names)] : []),
    ],
  }
}

/** The values of a target with its right labels.
 *  @param classes names of labels whose numbers are side by side */
export function withLabels<V extends Int32Array | Float32Array | Float64Array>(
  values: V,
  labels: ReadonlyMap<number, RightValue> | undefined,
  classes: readonly string[] = [],
): V {
  if (!labels || labels.size === 0) return values
  const changed = values.slice() as V
  for (const [position, value] of labels)
    if (typeof value === 'number') changed[position] = value
    else
      for (const [i, name] of classes.entries())
        changed[position * classes.length + i] = value.includes(name) ? 1 : 0
  return changed
}

function partition<T>(values: readonly T[], predicate: (value: T) => boolean): readonly [T[], T[]] {
  return [values.filter(predicate), values.filter((value) => !predicate(value))]
}

const rowsOf = (marks: readonly RowMark[]): number[] => [...new Set(marks.map(({ row }) => row))]

function refuse(message: (rows: readonly number[]) => Text, rows: readonly number[]): void {
  if (rows.length === 0) return
  const found: ProblemData = problem('data_marks', message(rows), { field: 'marks', rows })
  throw new ProblemError([found])
}
