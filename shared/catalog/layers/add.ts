/** keras/src/layers/merging/add.py: the sum of its inputs. */
import { elementwise } from './merging.ts'

export const add = elementwise({
  type: 'Add',
  help: { en: 'Adds its inputs element-wise.', ko: '입력들을 원소별로 더합니다.' },
  merge: (g, xs) => xs.reduce((a, b) => g.add(a, b)),
})
