/** keras/src/layers/merging/maximum.py: the largest of its inputs. */
import { elementwise } from './merging.ts'

export const maximum = elementwise({
  type: 'Maximum',
  help: { en: 'The element-wise maximum of its inputs.', ko: '입력들의 원소별 최댓값.' },
  merge: (g, xs) => xs.reduce((a, b) => g.maximum(a, b)),
})
