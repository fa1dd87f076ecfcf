/** keras/src/layers/reshaping/repeat_vector.py: (batch, features) → (batch, n, features). */
import { int } from '../../fields/index.ts'
import { formatShape } from '../../graph/shape.ts'
import { LayerError } from '../layer-error.ts'
import { defineLayer } from './layer.ts'

export const repeatVector = defineLayer({
  type: 'RepeatVector',
  category: 'core',
  keras: 'layers.RepeatVector',
  help: { en: 'Repeats a row several times.', ko: '한 행을 여러 번 반복합니다.' },
  inputs: 1,
  outputs: 1,
  fields: {
    n: int({
      default: 2,
      min: 1,
      max: 100_000,
      shownOnNode: true,
      required: true,
      help: { en: 'Number of repetitions.', ko: '반복하는 횟수.' },
    }),
  },
  build(g, [x], p) {
    const [batch, features] = x!.shape
    if (x!.shape.length !== 2)
      throw new LayerError({
        en: `the input must be one list of numbers per row, (None, n); received ${formatShape(x!.shape)}. Put a Flatten before it.`,
        ko: `입력은 행마다 수의 목록 하나 (None, n)여야 하는데 ${formatShape(x!.shape)}입니다. 앞에 Flatten을 두세요.`,
      })
    return g.broadcastTo(g.reshape(x!, [batch!, 1, features!]), [batch!, p.n, features!])
  },
})
