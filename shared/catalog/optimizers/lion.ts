/** keras/src/optimizers/lion.py. Chen et al. 2023: steps of equal size, in the direction of the sign of an averaged gradient. */
import { decay, defineOptimizer, learningRate } from './optimizer.ts'

export const lion = defineOptimizer({
  type: 'lion',
  keras: 'optimizers.Lion',
  help: {
    en: 'Every weight moves by the same amount; needs a smaller learning rate than Adam.',
    ko: '모든 가중치가 같은 만큼 움직입니다. Adam보다 작은 학습률이 알맞습니다.',
  },
  fields: {
    learning_rate: learningRate(0.001),
    beta_1: decay(0.9, 'Decay rate in the direction of the step.', '스텝 방향에 쓰는 감쇠율.'),
    beta_2: decay(0.99, 'Decay rate of the mean gradient.', '기울기 평균의 감쇠율.'),
  },
  step: (o, p) => (weight, gradient, slot) => {
    const mean = slot('momentum')
    const movingAverage = (beta: number) => o.add(o.mul(mean.value, beta), o.mul(gradient, 1 - beta))
    const direction = o.sign(movingAverage(p.beta_1))
    mean.set(movingAverage(p.beta_2))
    return o.sub(weight, o.mul(direction, o.learningRate))
  },
})
