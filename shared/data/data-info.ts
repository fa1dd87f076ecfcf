/** What the engine says of a dataset after reading it: enough to check a network against it and to show it. */
export interface ColumnInfo {
  readonly name: string
  readonly type: 'number' | 'category'
}

/** What keeps a column from being read as numbers. */
export interface NotNumbers {
  /** How many of its values are none. */
  readonly count: number
  /** The first of them, and its line in the file. */
  readonly value: string
  readonly line: number
}

/** A column that is predicted. */
export interface TargetInfo {
  readonly name: string
  readonly kind: 'classes' | 'number'
  /** Class names in the order of their integers; empty for a number. */
  readonly classes: readonly string[]
  /** Of classes in a table that are not all numbers. */
  readonly text?: NotNumbers | undefined
  /** Of a number: the smallest and the largest value. */
  readonly range?: readonly [number, number] | undefined
}

/** Which of the data's targets an Output means by a name, null being the first; −1 where there is none of this name. */
export const indexOfTarget = (targets: readonly string[], name: string | null): number =>
  name === null ? 0 : targets.indexOf(name)

/** Whether the classes of a target are numbers by their names, so that they may be learned as these. */
export const areNumbers = ({ classes, text }: Pick<TargetInfo, 'classes' | 'text'>): boolean =>
  text === undefined &&
  classes.length > 0 &&
  classes.every((name) => name.trim() !== '' && Number.isFinite(Number(name)))

/** Name of the weights of rows in a run. */
export const WEIGHTS = 'w'
/** Name of a target's values in a run: y for the data's first target, y1, y2 … for those after it. */
export const targetColumn = (index: number): string => (index === 0 ? 'y' : `y${index}`)

export interface DataInfo {
  /** sha256 over the prepared rows, their order and the split. */
  readonly fingerprint: string
  readonly title: string
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number }
  /** Features of one row as they reach the Input layer. */
  readonly shape: readonly number[]
  /** How features are stored in the cache; uint8 stays uint8 until inside the training step. */
  readonly dtype: 'uint8' | 'float32'
  readonly columns: readonly ColumnInfo[]
  /** The first is the data's own: an Output that names no target is compared with it. */
  readonly targets: readonly [TargetInfo, ...TargetInfo[]]
  /** Column with the weight of each row in loss and weighted metrics, ≥ 0; null: every row counts the same. */
  readonly weights: string | null
  /** What happens to a raw feature before the first layer: (x − offset) × scale, one number for all or one per feature. From training rows only. */
  readonly preparation: { readonly offset: readonly number[]; readonly scale: readonly number[] }
  /** Remarks of the reader, for example rows that were skipped. */
  readonly notes: readonly import('../text.ts').Text[]
}
