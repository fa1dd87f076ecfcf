/** Marks of rows: what a person has found out about single rows of the data. They take effect after the split, so that no mark moves
 *  another row to another part. */
import type { Slices } from '../random/slices.ts'
import { type Split, selecting } from './parts.ts'

interface MarkedRow {
  /** 0-based row of the source: of a table without its header and skipped lines, of pictures in the order of the files. */
  readonly row: number
  /** Of the row's content (electron/engine/data/marks), so that a changed file is noticed. */
  readonly fingerprint: string
}

/** The row is in no part. */
export interface ExcludedRow extends MarkedRow {
  readonly excluded: true
}

/** Name of the right class; of a target that is a number, the right number; of dates, the right one as `2024-03-05` or `2024-03-05 14:30`,
 *  however the file writes dates; of a target with several labels in a row, all those that the row has. */
export type RightLabel = string | readonly string[]

export const labelText = (label: RightLabel): string =>
  typeof label === 'string' ? label : label.length > 0 ? label.join(', ') : '–'

export const isSameLabel = (a: RightLabel | null, b: RightLabel | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** The row has a wrong label, and this is the right one. */
export interface RelabelledRow extends MarkedRow {
  readonly label: RightLabel
  /** Name of the target that is wrong. */
  readonly target: string
}

export type RowMark = ExcludedRow | RelabelledRow

export const isExcluded = (mark: RowMark): mark is ExcludedRow => 'excluded' in mark
export const isRelabelled = (mark: RowMark): mark is RelabelledRow => !isExcluded(mark)

/** Hexadecimal digits of a row's fingerprint. */
export const ROW_FINGERPRINT = /^[0-9a-f]{16}$/

/** What two marks of a row must differ in: a row is excluded once, and has one right label for each target. */
export const markKey = (mark: RowMark): string =>
  isExcluded(mark) ? `${mark.row}` : `${mark.row} ${mark.target}`

/** 0-based numbers of the excluded rows, ascending. */
export const excludedRows = (marks: readonly RowMark[]): number[] =>
  marks
    .filter(isExcluded)
    .map(({ row }) => row)
    .sort((a, b) => a - b)

/** The marks with right labels for a target, ascending by row. */
export const relabelledRows = (marks: readonly RowMark[], target: string): RelabelledRow[] =>
  marks
    .filter(isRelabelled)
    .filter((mark) => mark.target === target)
    .sort((a, b) => a.row - b.row)

/** What a mark's label may be: that of a target, before its steps. */
export interface LabelledTarget {
  readonly kind: 'classes' | 'labels' | 'number'
  /** Names of the classes, or of the labels. */
  readonly classes: readonly string[]
  /** The numbers are dates in milliseconds. */
  readonly isDate?: boolean | undefined
}

/** The index of a class, a number, a date in milliseconds, or names of labels. */
export type RightValue = number | readonly string[]

/** The value of a label; null if the target has no such value. */
export function labelValue({ kind, classes, isDate }: LabelledTarget, label: RightLabel): RightValue | null {
  if (kind === 'labels' || typeof label !== 'string')
    return kind === 'labels' && typeof label !== 'string' && label.every((name) => classes.includes(name))
      ? label
      : null
  if (kind === 'classes') {
    const code = classes.indexOf(label)
    return code < 0 ? null : code
  }
  if (isDate) return dateValue(label)
  const value = label.trim() === '' ? Number.NaN : Number(label)
  return Number.isFinite(Math.fround(value)) ? value : null
}

const DATE = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?$/

/** Milliseconds of a date in UTC, as dates of a table are; null for a text that is none, such as February 30. */
function dateValue(text: string): number | null {
  const [, day, time = '00:00'] = DATE.exec(text) ?? []
  const value = Date.parse(`${day}T${time}Z`)
  return !Number.isNaN(value) && new Date(value).toISOString().startsWith(day!) ? value : null
}

/** The parts without some of their rows. @param isLeftOut null: none */
export function* withoutRows(split: Split, isLeftOut: ((row: number) => boolean) | null): Slices<Split> {
  if (isLeftOut === null) return split
  const keep = (rows: Int32Array) => selecting(rows, (row) => !isLeftOut(row))
  return {
    train: yield* keep(split.train),
    validation: yield* keep(split.validation),
    test: yield* keep(split.test),
  }
}
