/** keras/src/layers/core/dense.py: activation(x · kernel + bias) over the last axis. */
import { bool, int } from '../../fields/index.ts'
import { LayerError } from '../layer-error.ts'
import { defineLayer } from './layer.ts'
import { activation, applyActivation, constraint, initializer, regularizer } from './shared-fields.ts'

const kernel = { en: 'kernel', ko: '커널' }
const bias = { en: 'bias', ko: '편향' }

export const dense = defineLayer({
  type: 'Dense',
  category: 'core',
  keras: 'layers.Dense',
  help: {
    en: 'Fully connected: every output uses every input.',
    ko: '완전 연결 층: 모든 출력이 모든 입력을 씁니다.',
  },
  inputs: 1,
  outputs: 1,
  glyph: 'M2 3l8 3M2 9l8-3M2 3l8 6M2 9l8-6',
  affine: { features: 'units' },
  lastAxisOnly: true,
  fields: {
    units: int({
      min: 1,
      default: 100,
      shownOnNode: true,
      required: true,
      help: { en: 'Number of outputs.', ko: '출력의 수.' },
    }),
    activation: activation('linear'),
    use_bias: bool({
      default: true,
      help: { en: 'Adds a trainable bias to each output.', ko: '출력마다 학습되는 편향을 더합니다.' },
    }),
    kernel_initializer: initializer('glorot_uniform', kernel),
    bias_initializer: initializer('zeros', bias),
    kernel_regularizer: regularizer(kernel),
    bias_regularizer: regularizer(bias),
    activity_regularizer: regularizer({ en: 'output', ko: '출력' }),
    kernel_constraint: constraint(kernel),
    bias_constraint: constraint(bias),
  },
  build(g, [x], p) {
    const size = x!.shape.at(-1)
    if (x!.shape.length < 2 || size == null)
      throw new LayerError({
        en: 'Dense needs an input with at least one axis besides the batch.',
        ko: 'Dense의 입력에는 배치 말고도 축이 하나 이상 있어야 합니다.',
      })
    const w = g.weight('kernel', [size, p.units], {
      initializer: p.kernel_initializer,
      regularizer: p.kernel_regularizer,
      constraint: p.kernel_constraint,
    })
    const rows = x!.shape.length === 2 ? x! : g.reshape(x!, [null, size])
    const product = g.matMul(rows, w)
    const y = p.use_bias
      ? g.add(
          product,
          g.weight('bias', [p.units], {
            initializer: p.bias_initializer,
            regularizer: p.bias_regularizer,
            constraint: p.bias_constraint,
          }),
        )
      : product
    const output = applyActivation(
      g,
      x!.shape.length === 2 ? y : g.reshape(y, [...x!.shape.slice(0, -1), p.units]),
      p.activation,
    )
    if (p.activity_regularizer) g.activityLoss(output, p.activity_regularizer)
    return output
  },
})
