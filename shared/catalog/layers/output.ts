/** An output of the network with its target, loss and metrics. It is not a Keras layer; its fields become arguments of compile(). */
import { config, configs, float, optionalString } from '../../fields/index.ts'
import { losses } from '../losses/index.ts'
import { metrics } from '../metrics/index.ts'
import { defineLayer } from './layer.ts'

export const output = defineLayer({
  type: 'Output',
  family: 'io',
  keras: '',
  role: 'output',
  help: {
    en: 'What the network says, compared with the target.',
    ko: '신경망의 답을 목표와 견주는 곳입니다.',
  },
  inputs: 1,
  outputs: 0,
  glyph: 'M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M6 4.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 0 0 0-3',
  fields: {
    loss: config({
      family: () => losses,
      default: 'sparse_categorical_crossentropy',
      shownOnNode: true,
      help: { en: 'What training makes small.', ko: '학습이 줄이는 값.' },
    }),
    loss_weight: float({
      default: 1,
      min: 0,
      help: {
        en: 'Factor on this output’s loss in the sum of all.',
        ko: '손실을 모두 더할 때 이 출력의 손실에 곱하는 수.',
      },
    }),
    metrics: configs({
      family: () => metrics,
      default: ['accuracy'],
      help: { en: 'Figures shown besides the loss.', ko: '손실과 함께 보이는 값.' },
    }),
    weighted_metrics: configs({
      family: () => metrics,
      default: [],
      advanced: true,
      help: {
        en: 'Figures in which rows count by their sample_weight or class_weight.',
        ko: '행이 sample_weight나 class_weight의 가중치만큼 세어지는 값.',
      },
    }),
    target: optionalString({
      names: 'column',
      help: {
        en: 'Which of the data’s targets it is compared with; empty takes the first.',
        ko: '견줄 데이터의 목표 열. 비우면 첫 번째입니다.',
      },
    }),
  },
  build: (_, [x]) => x!,
})
