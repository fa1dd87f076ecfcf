/** keras/src/layers/merging/subtract.py: the first input minus the second. */
import { elementwise } from './merging.ts'

export const subtract = elementwise({
  type: 'Subtract',
  help: { en: 'Subtracts the second input from the first.', ko: '첫째 입력에서 둘째 입력을 뺍니다.' },
  inputCount: 2,
  merge: (g, [a, b]) => g.sub(a!, b!),
})
