/** keras/src/layers/merging/maximum.py: the largest of its inputs. */
import { elementwise } from './merging.ts'

export const maximum = elementwise({
  type: 'Maximum',
  help: { en: 'The largest of its inputs, number by number.', ko: '수마다 입력들 가운데 가장 큰 것.' },
  merge: (g, xs) => xs.reduce((a, b) => g.maximum(a, b)),
})
