/** keras/src/layers/regularization/activity_regularization.py: returns its input unchanged and adds a penalty on it to the loss. */
import { createConfig, float } from '../../fields/index.ts'
import { regularizers } from '../regularizers/index.ts'
import { defineLayer } from './layer.ts'

const factor = (en: string, ko: string) => float({ default: 0, min: 0, shownOnNode: true, help: { en, ko } })

export const activityRegularization = defineLayer({
  type: 'ActivityRegularization',
  category: 'regularization',
  keras: 'layers.ActivityRegularization',
  help: { en: 'Adds a penalty on its input to the loss.', ko: '입력에 대한 벌점을 손실에 더합니다.' },
  inputs: 1,
  outputs: 1,
  penalizesOutput: true,
  fields: {
    l1: factor('Factor on the sum of absolute values.', '절댓값 합에 곱하는 수.'),
    l2: factor('Factor on the sum of squares.', '제곱 합에 곱하는 수.'),
  },
  build(g, [x], { l1, l2 }) {
    if (l1 > 0 || l2 > 0) g.activityLoss(x!, createConfig(regularizers, 'l1l2', { l1, l2 }))
    return x!
  },
})
