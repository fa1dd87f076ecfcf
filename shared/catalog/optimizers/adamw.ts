/** keras/src/optimizers/adamw.py: Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
import { adam, adamFields } from './adam.ts'
import { defineOptimizer, weightDecay } from './optimizer.ts'

const { learning_rate, ...others } = adamFields

export const adamw = defineOptimizer({
  type: 'adamw',
  keras: 'optimizers.AdamW',
  help: { en: 'Adam with weight decay.', ko: '가중치 감쇠가 있는 Adam.' },
  fields: { learning_rate, weight_decay: weightDecay(0.004), ...others },
  step: adam.step,
})
