/** keras/src/optimizers/nadam.py: Adam with Nesterov's momentum (Dozat 2016), momentum schedule 0.96^t. */
import { decay, defineOptimizer, epsilon, learningRate } from './optimizer.ts'

export const nadam = defineOptimizer({
  type: 'nadam',
  keras: 'optimizers.Nadam',
  help: { en: 'Adam with Nesterov momentum.', ko: '네스테로프 모멘텀을 쓰는 Adam.' },
  fields: {
    learning_rate: learningRate(0.001),
    beta_1: decay(0.9, 'Decay rate of the mean gradient.', '기울기 평균의 감쇠율.'),
    beta_2: decay(0.999, 'Decay rate of the squared gradient.', '기울기 제곱 평균의 감쇠율.'),
    epsilon: epsilon(),
  },
  step(o, p) {
    const momentumAt = (t: typeof o.iteration) => o.mul(o.sub(1, o.mul(o.pow(0.96, t), 0.5)), p.beta_1)
    const now = momentumAt(o.iteration)
    const next = momentumAt(o.add(o.iteration, 1))
    const product = o.scalar('u_product', 1)
    const momentumProduct = o.mul(product.value, now)
    product.set(momentumProduct)
    // The scalars are combined outside the tensors, which leaves one square root and one division per element.
    const meanFactor = o.mul(o.learningRate, o.div(next, o.sub(1, o.mul(momentumProduct, next))))
    const gradientFactor = o.mul(o.learningRate, o.div(o.sub(1, now), o.sub(1, momentumProduct)))
    const rootFactor = o.rsqrt(o.sub(1, o.pow(p.beta_2, o.iteration)))
    return (weight, gradient, slot) => {
      const mean = slot('momentum')
      const square = slot('velocity')
      const m = o.add(mean.value, o.mul(o.sub(gradient, mean.value), 1 - p.beta_1))
      const v = o.add(square.value, o.mul(o.sub(o.square(gradient), square.value), 1 - p.beta_2))
      mean.set(m)
      square.set(v)
      return o.sub(
        weight,
        o.div(
          o.add(o.mul(m, meanFactor), o.mul(gradient, gradientFactor)),
          o.add(o.mul(o.sqrt(v), rootFactor), p.epsilon),
        ),
      )
    }
  },
})
