/** keras/src/layers/merging/multiply.py: the product of its inputs. */
import { elementwise } from './merging.ts'

export const multiply = elementwise({
  type: 'Multiply',
  help: { en: 'Multiplies its inputs number by number.', ko: '입력들을 수끼리 곱합니다.' },
  merge: (g, xs) => xs.reduce((a, b) => g.mul(a, b)),
})
