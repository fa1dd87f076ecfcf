/** All layers, in the order of the palette: one line each. */
import type { Family } from '../fields.ts'
import { activation } from './activation.ts'
import { batchNormalization } from './batch-normalization.ts'
import { dense } from './dense.ts'
import { dropout } from './dropout.ts'
import { flatten } from './flatten.ts'
import { input } from './input.ts'
import type { LayerDefinition } from './layer.ts'
import { output } from './output.ts'

export const layers: Family<LayerDefinition> = {
  name: { en: 'layer', ko: '층' },
  members: [input, output, dense, flatten, activation, batchNormalization, dropout],
}
