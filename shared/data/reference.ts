/** The part of a document that names its data: a source and the split of its rows. */
import type { Config } from '../fields/index.ts'

export interface DataReference {
  /** A member of the family of data sources: `{ type: 'fashion_mnist' }`, `{ type: 'csv', path, target }`. */
  readonly source: Config
  /** Fractions of the rows for validation and test, or exact counts if ≥ 1. Rows are drawn with `seed`, per class if `stratify`. */
  readonly split: {
    readonly validation: number
    readonly test: number
    readonly seed: number
    readonly stratify: boolean
  }
  /** sha256 of the prepared rows at their last use; `null` before the first use. */
  readonly fingerprint: string | null
}
