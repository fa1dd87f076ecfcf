/** keras/src/optimizers/adam.py. Kingma and Ba 2014, with the bias correction in the step size. */
import { bool } from '../../fields/index.ts'
import type { Tensor } from '../../graph/op.ts'
import {
  decay,
  defineOptimizer,
  epsilon,
  learningRate,
  type OptimizerBuilder,
  type OptimizerVariable,
} from './optimizer.ts'

export const adamFields = {
  learning_rate: learningRate(0.001),
  beta_1: decay(0.9, 'Decay rate of the mean gradient.', '기울기 평균의 감쇠율.'),
  beta_2: decay(0.999, 'Decay rate of the squared gradient.', '기울기 제곱 평균의 감쇠율.'),
  epsilon: epsilon(),
  amsgrad: bool({
    default: false,
    help: {
      en: 'Divides by the largest mean square so far (Reddi et al. 2018).',
      ko: '지금까지 가장 큰 제곱 평균으로 나눕니다(Reddi 등 2018).',
    },
  }),
}

export const adam = defineOptimizer({
  type: 'adam',
  keras: 'optimizers.Adam',
  help: { en: 'Adapts the step size of each weight.', ko: '가중치마다 스텝 크기를 조절합니다.' },
  fields: adamFields,
  step(o, p) {
    const correction = o.div(
      o.sqrt(o.sub(1, o.pow(p.beta_2, o.iteration))),
      o.sub(1, o.pow(p.beta_1, o.iteration)),
    )
    const alpha = o.mul(o.learningRate, correction)
    return (weight, gradient, slot) => {
      const mean = slot('momentum')
      const square = slot('velocity')
      const m = o.add(mean.value, o.mul(o.sub(gradient, mean.value), 1 - p.beta_1))
      const v = o.add(square.value, o.mul(o.sub(o.square(gradient), square.value), 1 - p.beta_2))
      mean.set(m)
      square.set(v)
      const divisor = p.amsgrad ? largest(o, slot('velocity_hat'), v) : v
      return o.sub(weight, o.div(o.mul(m, alpha), o.add(o.sqrt(divisor), p.epsilon)))
    }
  },
})

function largest(o: OptimizerBuilder, largestState: OptimizerVariable, v: Tensor): Tensor {
  const maximum = o.maximum(largestState.value, v)
  largestState.set(maximum)
  return maximum
}
