/** keras/src/optimizers/adadelta.py. Zeiler 2012. */
import { decay, defineOptimizer, epsilon, learningRate } from './optimizer.ts'

export const adadelta = defineOptimizer({
  type: 'adadelta',
  keras: 'optimizers.Adadelta',
  help: {
    en: 'Adapts the step size to previous steps and recent gradients.',
    ko: '이전 스텝과 최근 기울기로 스텝 크기를 정합니다.',
  },
  fields: {
    learning_rate: learningRate(0.001),
    rho: decay(0.95, 'Decay rate of squared gradients and steps.', '기울기 제곱과 스텝 제곱의 감쇠율.'),
    epsilon: epsilon(),
  },
  step: (o, p) => (weight, gradient, slot) => {
    const movingAverage = (old: typeof weight, now: typeof weight) =>
      o.add(o.mul(old, p.rho), o.mul(o.square(now), 1 - p.rho))
    const root = (x: typeof weight) => o.sqrt(o.add(x, p.epsilon))
    const gradients = slot('accumulated_grad')
    const steps = slot('accumulated_delta_var')
    const size = movingAverage(gradients.value, gradient)
    gradients.set(size)
    const step = o.neg(o.div(o.mul(root(steps.value), gradient), root(size)))
    steps.set(movingAverage(steps.value, step))
    return o.add(weight, o.mul(step, o.learningRate))
  },
})
