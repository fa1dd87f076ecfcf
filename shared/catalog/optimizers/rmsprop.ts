/** keras/src/optimizers/rmsprop.py. Hinton 2012; centered: Graves 2013, eq. 38–45. */
import { bool } from '../../fields/index.ts'
import { decay, defineOptimizer, epsilon, learningRate } from './optimizer.ts'

export const rmsprop = defineOptimizer({
  type: 'rmsprop',
  keras: 'optimizers.RMSprop',
  help: {
    en: 'Divides each step by the size of recent gradients.',
    ko: '스텝을 최근 기울기의 크기로 나눕니다.',
  },
  fields: {
    learning_rate: learningRate(0.001),
    rho: decay(0.9, 'Decay rate of the squared gradient.', '기울기 제곱 평균의 감쇠율.'),
    momentum: decay(0, 'Fraction of the previous step to add.', '이전 스텝을 더하는 비율.'),
    epsilon: epsilon(),
    centered: bool({
      default: false,
      help: {
        en: 'Divides by the standard deviation of the gradient instead of its size.',
        ko: '기울기의 크기 대신 표준편차로 나눕니다.',
      },
    }),
  },
  step: (o, p) => (weight, gradient, slot) => {
    const square = slot('velocity')
    const v = o.add(o.mul(square.value, p.rho), o.mul(o.square(gradient), 1 - p.rho))
    square.set(v)
    let size = v
    if (p.centered) {
      const mean = slot('average_gradient')
      const g = o.add(o.mul(mean.value, p.rho), o.mul(gradient, 1 - p.rho))
      mean.set(g)
      size = o.sub(v, o.square(g))
    }
    const move = o.div(o.mul(gradient, o.learningRate), o.sqrt(o.add(size, p.epsilon)))
    if (p.momentum === 0) return o.sub(weight, move)
    const velocity = slot('momentum')
    const next = o.add(o.mul(velocity.value, p.momentum), move)
    velocity.set(next)
    return o.sub(weight, next)
  },
})
