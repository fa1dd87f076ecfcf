/** An output of the network with its target, loss and metrics. It is not a Keras layer; its fields become arguments of compile(). */
import { config, configs, float, optionalString } from '../../fields/index.ts'
import { losses } from '../losses/index.ts'
import { metrics } from '../metrics/index.ts'
import { defineLayer } from './layer.ts'

export const output = defineLayer({
  type: 'Output',
  category: 'io',
  role: 'output',
  help: {
    en: 'The network’s prediction, compared with the target.',
    ko: '신경망의 예측을 목표와 비교합니다.',
  },
  inputs: 1,
  outputs: 0,
  glyph: 'M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M6 4.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 0 0 0-3',
  fields: {
    loss: config({
      family: () => losses,
      default: 'sparse_categorical_crossentropy',
      shownOnNode: true,
      help: { en: 'The loss that training minimizes.', ko: '학습이 최소화하는 손실.' },
    }),
    loss_weight: float({
      default: 1,
      min: 0,
      help: {
        en: 'Factor on this output’s loss in the total loss.',
        ko: '전체 손실에서 이 출력의 손실에 곱하는 수.',
      },
    }),
    metrics: configs({
      family: () => metrics,
      default: ['accuracy'],
      help: { en: 'Metrics shown with the loss.', ko: '손실과 함께 보이는 지표.' },
    }),
    weighted_metrics: configs({
      family: () => metrics,
      default: [],
      advanced: true,
      help: {
        en: 'Metrics weighted by sample_weight or class_weight.',
        ko: 'sample_weight나 class_weight로 가중하는 지표.',
      },
    }),
    target: optionalString({
      refersTo: 'column',
      help: {
        en: 'Target of the data to compare with; empty for the first.',
        ko: '비교할 데이터의 목표 열. 비우면 첫 번째입니다.',
      },
    }),
  },
  build: (_, [x]) => x!,
})
