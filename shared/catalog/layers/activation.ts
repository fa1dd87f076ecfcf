/** keras/src/layers/activations/activation.py: an activation as a separate layer. */
import { defineLayer } from './layer.ts'
import { activation as activationField, applyActivation } from './shared-fields.ts'

export const activation = defineLayer({
  type: 'Activation',
  category: 'activation',
  keras: 'layers.Activation',
  help: { en: 'Applies an activation function.', ko: '활성화 함수를 적용합니다.' },
  inputs: 1,
  outputs: 1,
  fields: { activation: { ...activationField('relu'), required: true } },
  build: (g, [x], p) => applyActivation(g, x!, p.activation),
})
