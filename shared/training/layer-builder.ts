/** The states of a model's layers: names, roles and initial values, and the builder that each layer's `build` receives. */

import { initializers } from '../catalog/initializers/index.ts'
import type { LayerBuilder } from '../catalog/layers/layer.ts'
import { penalty } from '../catalog/regularizers/index.ts'
import { type Config, getMember, type Props } from '../fields/index.ts'
import { createOps, type Ops } from '../graph/graph.ts'
import type { DType, Tensor } from '../graph/op.ts'
import type { StateSpec } from '../graph/program.ts'
import { normalFromUniform, uniform } from '../graph/random.ts'
import type { Shape } from '../graph/shape.ts'
import type { ModelLayer } from '../model/model.ts'
import { createStream, type Key } from '../random/stream.ts'
import { deriveKey, hashName } from '../random/threefry.ts'

/** The graph of one program while it is built. */
export interface Build {
  readonly m: Ops
  readonly training: boolean
  /** Layers that drop numbers at random do so although this is no training; all others, BatchNormalization too, are as in inference. */
  readonly dropout: boolean
  /** States by name, in the order of their declaration; the same in every program of a plan. */
  readonly states: Map<string, StateSpec>
  readonly trained: Map<string, Tensor>
  /** Constraints of trained weights, by name. */
  readonly constraints: Map<string, Config>
  readonly next: Map<string, Tensor>
  /** Scalars added to the loss. */
  readonly penalties: Tensor[]
  readonly seed: readonly [Tensor, Tensor]
  readonly step: Tensor
  /** float32 [batch]: 0 for padding rows; null when every row is real. */
  readonly rowWeights: Tensor | null
  readonly rows: Tensor
}

/** Random key of a weight's initial values: from the initializer's own seed, or from the run's seed and the weight's name. */
const keyOf = (runSeed: number, name: string, initializerSeed: unknown): Key =>
  typeof initializerSeed === 'number'
    ? deriveKey([initializerSeed, 0], 1)
    : deriveKey([runSeed, 1], hashName(name))

export function initialValues(
  initializer: Config,
  name: string,
  shape: readonly number[],
  runSeed: number,
): Float32Array {
  const definition = getMember(initializers, initializer)
  const stream = createStream(keyOf(runSeed, name, initializer.seed))
  return definition.sample(stream, shape, initializer as unknown as Props<typeof definition.fields>)
}

/** The builder for one call of a layer. The layer sees its weights in `dtype`; everywhere else they are float32.
 *  @param call index of the call, so that calls of a shared layer draw different random numbers */
export function layerBuilder(
  b: Build,
  layer: ModelLayer,
  call: number,
  runSeed: number,
  dtype: DType = 'float32',
): LayerBuilder {
  const { m } = b
  const shared = call > 0
  let draws = 0
  /** Name of the state whose current value a tensor is. */
  const stateOf = new Map<Tensor, string>()
  const declare = (
    name: string,
    shape: readonly number[],
    role: 'weight' | 'moving',
    initializer: Config,
  ) => {
    const full = `${layer.name}/${name}`
    if (!b.states.has(full))
      b.states.set(full, {
        name: full,
        shape,
        dtype: 'float32',
        role,
        recipe: JSON.stringify([full, shape, runSeed, initializer]),
        initial: () => initialValues(initializer, full, shape, runSeed),
      })
    return m.argument(`state:${full}`, shape)
  }
  const drawUniform = (shape: Shape, seed: number | null): Tensor => {
    const purpose = hashName(`${layer.name}/${call}/${draws++}`)
    const key =
      seed === null ? b.seed : ([m.constant(seed, [], 'uint32'), m.constant(0, [], 'uint32')] as const)
    return uniform(m, shape, key, purpose, b.step)
  }
  return {
    ...createOps(m.graph, dtype),
    training: b.training || (b.dropout && layer.definition.isDropout === true),
    frozen: !layer.trainable,
    weight(name, shape, { initializer, regularizer, constraint }) {
      const w = declare(name, shape, 'weight', initializer)
      if (!layer.trainable) return m.cast(w, dtype)
      b.trained.set(`${layer.name}/${name}`, w)
      if (constraint) b.constraints.set(`${layer.name}/${name}`, constraint)
      // Once for all calls of a layer, and never if it is frozen, as in Keras (layer.py _get_regularization_losses).
      if (regularizer && !shared) b.penalties.push(penalty(m, w, regularizer))
      return m.cast(w, dtype)
    },
    state(name, shape, initializer) {
      const first = declare(name, shape, 'moving', initializer)
      const full = `${layer.name}/${name}`
      // A second call of a shared layer continues with the value that the first one set.
      const now = m.cast(b.next.get(full) ?? first, dtype)
      stateOf.set(now, full)
      return now
    },
    update(state, next) {
      b.next.set(stateOf.get(state)!, m.cast(next, 'float32'))
    },
    uniform: drawUniform,
    normal: (shape, seed) => m.cast(normalFromUniform(m, drawUniform(shape, seed)), dtype),
    addLoss: (loss) => {
      b.penalties.push(m.cast(loss, 'float32'))
    },
    activityLoss(output, regularizer) {
      const exact = m.cast(output, 'float32')
      const masked = b.rowWeights
        ? m.mul(exact, m.reshape(b.rowWeights, [output.shape[0]!, ...output.shape.slice(1).map(() => 1)]))
        : exact
      b.penalties.push(m.div(penalty(m, masked, regularizer), b.rows))
    },
  }
}
