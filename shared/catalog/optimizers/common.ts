/** Gradient clipping and weight decay of Keras's base optimizer, which precede the update rule: keras/src/optimizers/base_optimizer.py. */
import type { Config } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Clips gradients by the limits that are set. */
export function clipGradients(m: Ops, optimizer: Config, gradients: readonly Tensor[]): readonly Tensor[] {
  const [norm, value, globalNorm] = [optimizer.clipnorm, optimizer.clipvalue, optimizer.global_clipnorm].map(
    numberOf,
  )
  if (norm! > 0) return gradients.map((g) => m.div(m.mul(g, norm!), m.maximum(m.sqrt(squares(m, g)), norm!)))
  if (globalNorm! > 0) {
    const globalLength = m.sqrt(
      gradients.reduce<Tensor>((sum, g) => m.add(squares(m, g), sum), m.constant(0)),
    )
    const scale = m.mul(m.minimum(m.div(1, globalLength), 1 / globalNorm!), globalNorm!)
    return gradients.map((g) => m.mul(g, scale))
  }
  if (value! > 0) return gradients.map((g) => m.minimum(m.maximum(g, -value!), value!))
  return gradients
}

/** The weight after weight decay. */
export function applyWeightDecay(m: Ops, optimizer: Config, learningRate: Tensor, weight: Tensor): Tensor {
  const decay = numberOf(optimizer.weight_decay)
  return decay === 0 ? weight : m.sub(weight, m.mul(m.mul(weight, decay), learningRate))
}

const squares = (m: Ops, x: Tensor): Tensor => m.sum(m.square(x))
