/** Description of a dataset, which the engine creates after reading it. Networks are checked against it, and the app shows it. */

import type { ColumnInfo } from './column-info.ts'
import { type DataReference, isRandomSplit } from './data-reference.ts'
import type { ClassCounts, Parts } from './parts.ts'
import type { Scaling } from './steps/scaled.ts'
import type { TableReading } from './table-reading.ts'

/** Why a column is not numeric. */
export interface NonNumericInfo {
  /** Number of values that are not numbers. */
  readonly count: number
  /** The first such value. */
  readonly value: string
  /** Its line in the file; null where a file has no lines. */
  readonly line: number | null
  /** 0-based row of the table. */
  readonly row: number
}

/** A target: a column that is predicted. */
export interface TargetInfo {
  readonly name: string
  /** Labels are numbers 0 and 1 side by side, one for each label, of which a row may have any. */
  readonly kind: 'classes' | 'number' | 'labels'
  /** Class names in the order of their integers, or label names in their order; empty for a number. */
  readonly classes: readonly string[]
  /** Where a person has set the order of the classes: the place of each class in the order of the file, by which the split stratifies. */
  readonly ranks?: readonly number[] | undefined
  /** Rows of each class, or rows that have each label; for data that has been read. */
  readonly counts?: ClassCounts | undefined
  /** For classes in a table that are not all numbers. */
  readonly text?: NonNumericInfo | undefined
  /** For a number: the smallest and the largest value. */
  readonly range?: readonly [number, number] | undefined
  /** For a number of a table: mean and standard deviation of the training rows. */
  readonly scaling?: Scaling | undefined
}

/** The shape of a target in a row: labels are side by side. */
export const targetShape = ({ kind, classes }: Pick<TargetInfo, 'kind' | 'classes'>): readonly number[] =>
  kind === 'labels' ? [classes.length] : []
export const targetWidth = (target: Pick<TargetInfo, 'kind' | 'classes'>): number =>
  targetShape(target)[0] ?? 1

/** Index of the data's target that an Output refers to by name; null means the first target. −1 if there is no such target. */
export const indexOfTarget = (targets: readonly string[], name: string | null): number =>
  name === null ? 0 : targets.indexOf(name)

/** Index of the target whose classes a stratified split keeps, or −1. The rule of file format version 1 looks at the first target only. */
export const stratifiedTarget = (
  targets: readonly Pick<TargetInfo, 'kind'>[],
  { method, stratify }: Pick<DataReference['split'], 'method' | 'stratify'>,
): number => {
  if (!stratify || !isRandomSplit(method)) return -1
  const index = targets.findIndex(({ kind }) => kind === 'classes')
  return method === 'hash' && index > 0 ? -1 : index
}

/** Whether the class names of a target are numbers, so that a network may learn them as numbers. */
export const hasNumericClasses = ({ classes, text }: Pick<TargetInfo, 'classes' | 'text'>): boolean =>
  text === undefined &&
  classes.length > 0 &&
  classes.every((name) => name.trim() !== '' && Number.isFinite(Number(name)))

/** Name of the column of sample weights in a run. */
export const WEIGHTS_COLUMN = 'w'
/** Name of a target's column in a run: y for the first target of the data, y1, y2 … for the following ones. */
export const targetColumn = (index: number): string => (index === 0 ? 'y' : `y${index}`)

export interface MarkCounts {
  readonly excluded: number
  readonly relabelled: number
}

export interface DataInfo {
  /** sha256 over the prepared rows, their order and the split. */
  readonly fingerprint: string
  readonly title: string
  readonly rows: Parts<number>
  /** Shape of one row as the Input layer receives it. */
  readonly shape: readonly number[]
  /** Type of the features in the cache; uint8 is converted only inside the training step. */
  readonly dtype: 'uint8' | 'float32'
  readonly columns: readonly ColumnInfo[]
  /** The targets; an Output without a target name is compared with the first. */
  readonly targets: readonly [TargetInfo, ...TargetInfo[]]
  /** Column with the weight ≥ 0 of each row in the loss and weighted metrics; null: all rows have the same weight. */
  readonly weights: string | null
  /** Scaling of raw features before the first layer: (x − offset) × scale, with one number for all or one per feature. Measured on the
   *  training rows only. */
  readonly preparation: { readonly offset: readonly number[]; readonly scale: readonly number[] }
  /** The rows of each part, and of each class in it by target, before steps and marks left rows out or changed labels; absent if none did. */
  readonly drawn?:
    | { readonly rows: Parts<number>; readonly counts: readonly (ClassCounts | null)[] }
    | undefined
  /** How many rows marks leave out, and how many have another label; absent without marks. */
  readonly marked?: MarkCounts | undefined
  /** Of a table: how it was read, for the exported program. */
  readonly table?: TableReading | undefined
  /** Notes of the reader, for example about skipped rows. */
  readonly notes: readonly import('../text.ts').Text[]
}
