/** keras/src/optimizers/sgd.py: gradient descent, with momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013). */
import { bool } from '../../fields/index.ts'
import { decay, defineOptimizer, learningRate } from './optimizer.ts'

export const sgd = defineOptimizer({
  type: 'sgd',
  keras: 'optimizers.SGD',
  help: { en: 'Stochastic gradient descent.', ko: '확률적 경사 하강법.' },
  fields: {
    learning_rate: learningRate(0.01),
    momentum: decay(0, 'Fraction of the previous step to add.', '이전 스텝을 더하는 비율.'),
    nesterov: bool({
      default: false,
      help: { en: 'Uses Nesterov momentum.', ko: '네스테로프 모멘텀을 씁니다.' },
    }),
  },
  step: (o, p) => (weight, gradient, slot) => {
    const move = o.neg(o.mul(gradient, o.learningRate))
    if (p.momentum === 0) return o.add(weight, move)
    const velocity = slot('momentum')
    const next = o.add(o.mul(velocity.value, p.momentum), move)
    velocity.set(next)
    return o.add(weight, p.nesterov ? o.add(o.mul(next, p.momentum), move) : next)
  },
})
