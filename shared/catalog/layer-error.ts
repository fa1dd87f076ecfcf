/** The error of a `build` whose input shapes do not go with the arguments. */
import type { Text } from '../text.ts'

/** An error that depends on the input shape. `field` is the field to change, or null. */
export class LayerError extends Error {
  readonly text: Text
  readonly field: string | null
  constructor(text: Text, field: string | null = null) {
    super(text.en)
    this.text = text
    this.field = field
  }
}
