/** keras/src/layers/core/embedding.py: a trained vector for each integer. */
import { int } from '../../fields/index.ts'
import { defineLayer } from './layer.ts'
import { constraint, initializer, regularizer } from './shared-fields.ts'

const embeddings = { en: 'embeddings', ko: '임베딩' }

export const embedding = defineLayer({
  type: 'Embedding',
  category: 'core',
  keras: 'layers.Embedding',
  help: {
    en: 'Turns whole numbers from 0 to input_dim − 1 into trainable vectors.',
    ko: '0부터 input_dim − 1까지의 정수를 학습되는 벡터로 바꿉니다.',
  },
  inputs: 1,
  outputs: 1,
  takesIndices: true,
  float32: 'exact inputs',
  fields: {
    input_dim: int({
      min: 1,
      default: 1000,
      shownOnNode: true,
      required: true,
      help: { en: 'Number of different values.', ko: '서로 다른 값의 개수.' },
    }),
    output_dim: int({
      min: 1,
      default: 16,
      shownOnNode: true,
      required: true,
      help: { en: 'Length of each vector.', ko: '벡터의 길이.' },
    }),
    embeddings_initializer: initializer('random_uniform', embeddings),
    embeddings_regularizer: regularizer(embeddings),
    embeddings_constraint: constraint(embeddings),
  },
  /** (batch, …) → (batch, …, output_dim). An index outside the table gives NaN, so that the run fails and names the layer on every
   *  executor. TensorFlow itself rejects such an index or clamps it to the nearest valid one, depending on how it compiles. */
  build(g, [x], p) {
    const table = g.weight('embeddings', [p.input_dim, p.output_dim], {
      initializer: p.embeddings_initializer,
      regularizer: p.embeddings_regularizer,
      constraint: p.embeddings_constraint,
    })
    // The fractional part is truncated, as in Keras.
    const inside = g.logicalAnd(g.greater(x!, -1), g.less(x!, p.input_dim))
    const rows = g.gather(table, g.select(inside, g.cast(x!, 'int32'), g.constant(0, [], 'int32')))
    return g.select(g.reshape(inside, [null, ...x!.shape.slice(1), 1]), rows, Number.NaN)
  },
})
