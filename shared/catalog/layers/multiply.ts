/** keras/src/layers/merging/multiply.py: the product of its inputs. */
import { elementwise } from './merging.ts'

export const multiply = elementwise({
  type: 'Multiply',
  help: { en: 'Multiplies its inputs element-wise.', ko: '입력들을 원소별로 곱합니다.' },
  merge: (g, xs) => xs.reduce((a, b) => g.mul(a, b)),
})
