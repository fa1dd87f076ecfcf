/** keras/src/optimizers/adadelta.py. Zeiler 2012. */
import { decay, defineOptimizer, epsilon, learningRate } from './optimizer.ts'

export const adadelta = defineOptimizer({
  type: 'adadelta',
  keras: 'optimizers.Adadelta',
  help: {
    en: 'Steps sized by the steps before and the recent gradients.',
    ko: '이전 걸음들과 최근 기울기로 걸음 크기를 정합니다.',
  },
  fields: {
    learning_rate: learningRate(0.001),
    rho: decay(0.95, 'Memory of squared gradients and steps.', '기울기 제곱과 걸음 제곱의 기억.'),
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
