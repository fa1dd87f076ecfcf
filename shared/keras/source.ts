/** What a data source contributes to the program, and the variables that the parts of the program share. */
import type { DataInfo } from '../data/data-info.ts'
import type { RightLabel } from '../data/marks.ts'
import type { Config } from '../fields/index.ts'

/** How a program encodes a target: as numbers, as class indices, as class indices with the numbers that the classes stand for, or as numbers
 *  0 and 1 of labels side by side. */
export type TargetEncoding = 'number' | 'classes' | 'values' | 'labels'

/** The columns that an Input takes, by the name of its layer; null: all. */
export interface InputColumns {
  readonly name: string
  readonly columns: readonly string[] | null
}

export interface Source {
  /** Modules of the standard library to import. */
  readonly imports: readonly string[]
  /** Lines that import other packages. */
  readonly packages: readonly string[]
  /** Packages to install, besides those that every program needs. */
  readonly installs: readonly string[]
  readonly functions: readonly (readonly string[])[]
  /** Lines at the top that say where the files are. */
  readonly settings: readonly string[]
  /** Lines that define a variable with class indices or numbers for each target (see `targetVariable`), and `w` if the rows have weights. */
  readonly read: readonly string[]
  /** The number of rows, as an expression. */
  readonly rows: string
  /** The numbers that the source gives its rows, as an expression, where rows without a target have left; null: those of the arrays. */
  readonly rowNumbers: string | null
  /** The right label of a marked row, as Python. */
  labelCode(target: number, label: RightLabel): string
  /** What a target gets in the marked rows, as Python. @param labels variable with the right labels by row */
  rightValues(target: number, labels: string): string
  /** A value to assign to a target's variable, so that it can be changed; empty where it can. */
  writable(target: number): readonly string[]
  /** Lines after the split that define `x`: one array, or a dict of arrays by the names of several Inputs. */
  readonly prepare: readonly string[]
}

export interface SourceContext {
  readonly props: Config
  readonly info: DataInfo | null
  /** Names of the data's targets, as far as they are known. Empty: the last column. */
  readonly targets: readonly string[]
  /** The encoding of each target. */
  readonly encodings: readonly TargetEncoding[]
  readonly inputs: readonly InputColumns[]
  /** Parts that have rows. */
  readonly parts: readonly PartVariable[]
}

/** Variables with the row numbers of the parts. */
export type PartVariable = 'train' | 'val' | 'test'

/** Name of the variable with the values of a target. */
export const targetVariable = (target: number): string => (target === 0 ? 'y' : `y_${target}`)

/** Name of the variable with the values of the classes of a target, by class index. */
export const classesVariable = (target: number): string => (target === 0 ? 'classes' : `classes_${target}`)
