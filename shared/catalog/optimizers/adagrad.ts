/** keras/src/optimizers/adagrad.py. Duchi, Hazan and Singer 2011. */
import { accumulator, defineOptimizer, epsilon, learningRate } from './optimizer.ts'

export const adagrad = defineOptimizer({
  type: 'adagrad',
  keras: 'optimizers.Adagrad',
  help: {
    en: 'Smaller steps where gradients were large so far; deep networks may stop learning too early.',
    ko: '지금까지 기울기가 컸던 곳의 스텝이 작아집니다. 깊은 신경망은 학습이 너무 일찍 멈출 수 있습니다.',
  },
  fields: {
    learning_rate: learningRate(0.001),
    initial_accumulator_value: accumulator(),
    epsilon: epsilon(),
  },
  step: (o, p) => (weight, gradient, slot) => {
    const squares = slot('accumulator', p.initial_accumulator_value)
    const sum = o.add(squares.value, o.square(gradient))
    squares.set(sum)
    return o.sub(weight, o.div(o.mul(gradient, o.learningRate), o.sqrt(o.add(sum, p.epsilon))))
  },
})
