/** keras/src/layers/merging/minimum.py: the smallest of its inputs. */
import { elementwise } from './merging.ts'

export const minimum = elementwise({
  type: 'Minimum',
  help: { en: 'The element-wise minimum of its inputs.', ko: '입력들의 원소별 최솟값.' },
  merge: (g, xs) => xs.reduce((a, b) => g.minimum(a, b)),
})
