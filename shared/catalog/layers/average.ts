/** keras/src/layers/merging/average.py: the mean of its inputs. */
import { elementwise } from './merging.ts'

export const average = elementwise({
  type: 'Average',
  help: { en: 'Averages its inputs element-wise.', ko: '입력들을 원소별로 평균합니다.' },
  merge: (g, xs) =>
    g.div(
      xs.reduce((a, b) => g.add(a, b)),
      xs.length,
    ),
})
