/** keras/src/optimizers/sgd.py: gradient descent, with momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013). */
import { bool } from '../../fields/index.ts'
import { decay, defineOptimizer, learningRate } from './optimizer.ts'

export const sgd = defineOptimizer({
  type: 'sgd',
  keras: 'optimizers.SGD',
  help: { en: 'Steps against the gradient.', ko: '기울기의 반대쪽으로 갑니다.' },
  fields: {
    learning_rate: learningRate(0.01),
    momentum: decay(0, 'How much of the last step is kept.', '지난 걸음을 얼마나 이어 갈지.'),
    nesterov: bool({
      default: false,
      help: { en: 'Looks ahead along the momentum.', ko: '모멘텀 방향 앞에서 기울기를 봅니다.' },
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
