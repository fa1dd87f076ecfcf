/** Default values of a new document and a new layer. */

import { layers } from '../catalog/layers/index.ts'
import { defaultProps, findMember, nonDefaultProps } from '../fields/index.ts'
import type { Document, Layer } from './document.ts'
import { defaultTraining } from './settings.ts'

/** A document with one empty network, no data, and Keras's defaults for training. */
export const emptyDocument = (name: string): Document => ({
  name,
  main: 'main',
  networks: { main: { name: 'main', layers: {}, nodes: {}, edges: {}, notes: {} } },
  definitions: {},
  data: null,
  training: defaultTraining(),
})

/** A layer with default arguments; arguments without a Keras default are written out. */
export function newLayer(type: string): Layer {
  const definition = findMember(layers, type)
  const props = definition ? nonDefaultProps(definition.fields, defaultProps(definition.fields)) : {}
  return { type, name: '', props, trainable: true, dtype: null, definition: null }
}
