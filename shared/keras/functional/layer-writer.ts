/** Code of the constructors of layers. */
import type { ModelLayer } from '../../model/model.ts'
import type { Py } from '../printer.ts'

export interface LayerWriter {
  make(layer: ModelLayer): Py
  /** Names used elsewhere in the program, which the variables of a function must not have. */
  readonly names: readonly string[]
  /** Whether the constructor sets the name of the layer. A function that is called twice cannot contain such a layer. */
  isNamed(layer: ModelLayer): boolean
}
