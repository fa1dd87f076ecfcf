/** keras/src/layers/merging/add.py: the sum of its inputs. */
import { elementwise } from './merging.ts'

export const add = elementwise({
  type: 'Add',
  help: { en: 'Adds its inputs number by number.', ko: '입력들을 수끼리 더합니다.' },
  merge: (g, xs) => xs.reduce((a, b) => g.add(a, b)),
})
