/** What the engine says of a dataset after reading it: enough to check a network against it and to show it. */
export interface ColumnInfo {
  readonly name: string
  readonly type: 'number' | 'category'
}

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
  readonly target: {
    readonly name: string
    readonly kind: 'classes' | 'number'
    /** Class names in the order of their integers; empty for a number. */
    readonly classes: readonly string[]
  }
  /** What happens to a raw feature before the first layer: (x − offset) × scale, one number for all or one per feature. From training rows only. */
  readonly preparation: { readonly offset: readonly number[]; readonly scale: readonly number[] }
  /** Remarks of the reader, for example rows that were skipped. */
  readonly notes: readonly import('../text.ts').Text[]
}
