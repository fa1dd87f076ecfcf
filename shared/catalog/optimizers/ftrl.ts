/** keras/src/optimizers/ftrl.py. McMahan et al. 2013, algorithm 1, with Keras's shrinkage. */
import { float } from '../../fields/index.ts'
import { accumulator, defineOptimizer, learningRate } from './optimizer.ts'

const strength = (en: string, ko: string) => float({ default: 0, min: 0, help: { en, ko } })

export const ftrl = defineOptimizer({
  type: 'ftrl',
  keras: 'optimizers.Ftrl',
  help: {
    en: 'Follow the regularized leader: for shallow models with many sparse features.',
    ko: 'FTRL(Follow the regularized leader). 희소한 특징이 많은 얕은 모델에 씁니다.',
  },
  fields: {
    learning_rate: learningRate(0.001),
    learning_rate_power: float({
      default: -0.5,
      max: 0,
      help: {
        en: 'How fast steps shrink; 0: constant steps.',
        ko: '스텝이 줄어드는 속도. 0이면 일정합니다.',
      },
    }),
    initial_accumulator_value: accumulator(),
    l1_regularization_strength: strength(
      'L1 penalty: pulls weights to exactly 0.',
      'L1 벌점: 가중치를 정확히 0으로 만듭니다.',
    ),
    l2_regularization_strength: strength(
      'L2 penalty: pulls weights towards 0.',
      'L2 벌점: 가중치를 0에 가깝게 합니다.',
    ),
    l2_shrinkage_regularization_strength: strength(
      'Penalty on large weights, by way of the gradient.',
      '기울기를 통해 큰 가중치에 주는 벌.',
    ),
    beta: strength(
      'Added to the pull, larger for small learning rates.',
      '학습률이 작을수록 커지는 추가 힘.',
    ),
  },
  step(o, p) {
    const power = -p.learning_rate_power
    const pull = o.mul(o.add(o.div(p.beta / 2, o.learningRate), p.l2_regularization_strength), 2)
    return (weight, gradient, slot) => {
      const squares = slot('accumulator', p.initial_accumulator_value)
      const linear = slot('linear')
      const shrunk = o.add(gradient, o.mul(weight, 2 * p.l2_shrinkage_regularization_strength))
      const sum = o.add(squares.value, o.square(gradient))
      const now = o.pow(sum, power)
      const change = o.div(o.sub(now, o.pow(squares.value, power)), o.learningRate)
      const next = o.add(linear.value, o.sub(shrunk, o.mul(change, weight)))
      squares.set(sum)
      linear.set(next)
      const limit = p.l1_regularization_strength
      const clipped = o.minimum(o.maximum(next, -limit), limit)
      return o.div(o.sub(clipped, next), o.add(o.div(now, o.learningRate), pull))
    }
  },
})
