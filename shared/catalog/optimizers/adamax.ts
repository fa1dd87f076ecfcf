/** keras/src/optimizers/adamax.py: Adam with the largest gradient instead of the mean square (Kingma and Ba 2014, section 7). */
import { decay, defineOptimizer, epsilon, learningRate } from './optimizer.ts'

export const adamax = defineOptimizer({
  type: 'adamax',
  keras: 'optimizers.Adamax',
  help: {
    en: 'Adam that divides by the largest recent gradient.',
    ko: '최근의 가장 큰 기울기로 나누는 Adam.',
  },
  fields: {
    learning_rate: learningRate(0.001),
    beta_1: decay(0.9, 'Decay rate of the mean gradient.', '기울기 평균의 감쇠율.'),
    beta_2: decay(0.999, 'Decay rate of the largest gradient.', '가장 큰 기울기의 감쇠율.'),
    epsilon: epsilon(),
  },
  step(o, p) {
    const rate = o.div(o.learningRate, o.sub(1, o.pow(p.beta_1, o.iteration)))
    return (weight, gradient, slot) => {
      const mean = slot('momentum')
      const norm = slot('norm')
      const m = o.add(mean.value, o.mul(o.sub(gradient, mean.value), 1 - p.beta_1))
      const u = o.maximum(o.mul(norm.value, p.beta_2), o.abs(gradient))
      mean.set(m)
      norm.set(u)
      return o.sub(weight, o.div(o.mul(m, rate), o.add(u, p.epsilon)))
    }
  },
})
