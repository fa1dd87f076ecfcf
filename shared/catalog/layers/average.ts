/** keras/src/layers/merging/average.py: the mean of its inputs. */
import { elementwise } from './merging.ts'

export const average = elementwise({
  type: 'Average',
  help: { en: 'The mean of its inputs, number by number.', ko: '입력들을 수끼리 평균합니다.' },
  merge: (g, xs) =>
    g.div(
      xs.reduce((a, b) => g.add(a, b)),
      xs.length,
    ),
})
