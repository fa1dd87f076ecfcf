/** keras/src/layers/merging/minimum.py: the smallest of its inputs. */
import { elementwise } from './merging.ts'

export const minimum = elementwise({
  type: 'Minimum',
  help: { en: 'The smallest of its inputs, number by number.', ko: '수마다 입력들 가운데 가장 작은 것.' },
  merge: (g, xs) => xs.reduce((a, b) => g.minimum(a, b)),
})
