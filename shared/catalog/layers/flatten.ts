/** keras/src/layers/reshaping/flatten.py: (batch, a, b, …) → (batch, a·b·…). */
import { defineLayer } from './layer.ts'

export const flatten = defineLayer({
  type: 'Flatten',
  category: 'core',
  keras: 'layers.Flatten',
  help: { en: 'Turns each row into one list of numbers.', ko: '한 행의 수를 1차원으로 펼칩니다.' },
  inputs: 1,
  outputs: 1,
  glyph: 'M1.5 3h3v6h-3zM6 6h4.5M8.5 4l2 2-2 2',
  // It only passes data on.
  colorCategory: 'io',
  fields: {},
  build: (g, [x]) => g.flatten(x!),
})
