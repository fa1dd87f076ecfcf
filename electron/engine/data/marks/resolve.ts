/** Marks of rows as what they mean for prepared rows. */
import type { MarkCounts, TargetInfo } from '../../../../shared/data/data-info.ts'
import {
  excludedRows,
  isRelabelled,
  labelValue,
  type RowMark,
  relabelledRows,
} from '../../../../shared/data/marks.ts'
import { type ProblemData, ProblemError, problem } from '../../../../shared/problem.ts'
import type { Text } from '../../../../shared/text.ts'
import { texts } from './texts.ts'

type MarkedTarget = Pick<TargetInfo, 'name' | 'kind' | 'classes'> & {
  /** A date becomes a number only by steps, so no label can be given for it. */
  readonly isDate?: boolean | undefined
}

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
  readonly labels: readonly ReadonlyMap<number, number>[]
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
    const values = new Map<number, number>()
    for (const { row, label } of relabelledRows(relabelled, target.name)) {
      const value = target.isDate ? null : labelValue(target, label)
      if (target.isDate) refuse((rows) => texts.dateLabel(rows, target.name), [row])
      else if (target.kind === 'labels') refuse((rows) => texts.severalLabels(rows, target.name), [row])
      else if (value === null) refuse((rows) => texts.noLabel(rows, label, target), [row])
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

/** The values of a target with its right labels. */
export function withLabels<V extends Int32Array | Float32Array | Float64Array>(
  values: V,
  labels: ReadonlyMap<number, number> | undefined,
): V {
  if (!labels || labels.size === 0) return values
  const changed = values.slice() as V
  for (const [position, value] of labels) changed[position] = value
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
