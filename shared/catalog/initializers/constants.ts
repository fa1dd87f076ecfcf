/** Initializers without randomness. keras/src/initializers/constant_initializers.py. */
import { float } from '../../fields/index.ts'
import { defineInitializer, filled } from './initializer.ts'

export const zeros = defineInitializer({
  type: 'zeros',
  keras: 'initializers.Zeros',
  help: { en: 'All 0.', ko: '모두 0.' },
  fields: {},
  sample: (_, shape) => filled(shape, () => 0),
})

export const ones = defineInitializer({
  type: 'ones',
  keras: 'initializers.Ones',
  help: { en: 'All 1.', ko: '모두 1.' },
  fields: {},
  sample: (_, shape) => filled(shape, () => 1),
})

export const constant = defineInitializer({
  type: 'constant',
  keras: 'initializers.Constant',
  help: { en: 'The same number everywhere.', ko: '모두 같은 수.' },
  // `value` is required although Keras has a default: Keras fails to look up the name "constant" alone (KeyError: 'value').
  fields: { value: float({ default: 0, required: true, help: { en: 'The value.', ko: '값.' } }) },
  sample: (_, shape, p) => filled(shape, () => p.value),
})
