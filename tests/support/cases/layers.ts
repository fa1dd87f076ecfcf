/** Cases of every layer with its options. Merges are graphs; random layers have a rate or a deviation of 0. */
import type { Json, JsonObject } from '../../../shared/json.ts'
import type { CaseLayer, KerasCase } from './types.ts'

type Overrides = Partial<KerasCase>

/** A case with a numeric target. */
const regressionCase = (
  name: string,
  layers: readonly CaseLayer[],
  overrides: Overrides = {},
): KerasCase => ({
  name,
  input: [5],
  layers: [...layers, { type: 'Dense', props: { units: 1 } }],
  loss: 'mean_squared_error',
  metrics: ['mean_absolute_error'],
  classes: 0,
  ...overrides,
})
const layer = (type: string, props: JsonObject = {}): CaseLayer => ({ type, props })
const dense = (units = 4, activation = 'linear'): CaseLayer => layer('Dense', { units, activation })
const flatten = layer('Flatten')

const props = (all: readonly JsonObject[]) => all

/** A layer on the output of a Dense, so that a gradient flows through the layer. */
const onDense = (name: string, type: string, props: JsonObject, overrides: Overrides = {}): KerasCase =>
  regressionCase(name, [dense(), layer(type, props)], overrides)
/** The same with two axes besides the batch: rows of 3 × 4. The Dense has a tanh, because the gradient of a bias directly before a
 *  normalization would be rounding error. */
const table = (name: string, type: string, props: JsonObject): KerasCase =>
  regressionCase(name, [dense(4, 'tanh'), layer(type, props), flatten], { input: [3, 5] })

/** Two Dense layers on the input, merged. */
const mergeOf = (name: string, type: string, props: JsonObject = {}, widths = [4, 4]): KerasCase =>
  regressionCase(name, [...widths.map((units) => dense(units, 'tanh')), layer(type, props)], {
    graph: [
      ...widths.map((_, i) => [i, 0]),
      [widths.length, ...widths.map((_, i) => i + 1)],
      [widths.length + 1, widths.length + 1],
    ],
  })
/** Rows of 3 × 4 and a list of 4, merged. `first` is the first input of the merge. */
const mergeOfRanks = (name: string, merge: CaseLayer, first: 'table' | 'list'): KerasCase =>
  regressionCase(name, [dense(), flatten, dense(), merge, flatten], {
    input: [3, 5],
    graph: [[0, 0], [1, 0], [2, 2], first === 'table' ? [3, 1, 3] : [3, 3, 1], [4, 4], [5, 5]],
  })
/** Two tables of 3 × 4, merged. `turned`: the second table is transposed. */
const mergeOfTables = (name: string, merge: CaseLayer, transposed = false): KerasCase =>
  regressionCase(
    name,
    [dense(4, 'tanh'), dense(), layer('Permute', { dims: transposed ? [2, 1] : [1, 2] }), merge, flatten],
    {
      input: [3, 5],
      graph: [
        [0, 0],
        [1, 0],
        [2, 2],
        [3, 1, 3],
        [4, 4],
        [5, 5],
      ],
    },
  )

const merges: readonly KerasCase[] = [
  ...['Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum'].flatMap((type) => [
    mergeOf(type, type),
    mergeOf(`${type} of a list and one number`, type, {}, [4, 1]),
    mergeOfRanks(`${type} of a table and a list`, layer(type), 'table'),
    mergeOfRanks(`${type} of a list and a table`, layer(type), 'list'),
  ]),
  ...['Add', 'Multiply', 'Average', 'Maximum', 'Minimum'].map((type) =>
    mergeOf(`${type} of four`, type, {}, [3, 1, 3, 3]),
  ),
  ...['Add', 'Multiply', 'Maximum'].map((type) =>
    regressionCase(`${type} of a value and itself`, [dense(4, 'tanh'), layer(type)], {
      graph: [
        [0, 0],
        [1, 1, 1],
        [2, 2],
      ],
    }),
  ),
  regressionCase(
    'Add around a block, twice',
    [dense(5, 'relu'), layer('Add'), dense(5, 'tanh'), layer('Add')],
    {
      graph: [
        [0, 0],
        [1, 0, 1],
        [2, 2],
        [3, 2, 3],
        [4, 4],
      ],
    },
  ),
  regressionCase(
    'Add of two calls of one Dense',
    [{ ...dense(5), props: { units: 5, kernel_regularizer: 'l2' } }, layer('Add')],
    {
      graph: [
        [0, 0],
        [0, 1],
        [1, 1, 2],
        [2, 3],
      ],
    },
  ),
  mergeOf('Concatenate', 'Concatenate'),
  mergeOf('Concatenate of different widths', 'Concatenate', {}, [4, 1, 3]),
  mergeOf('Concatenate axis 1', 'Concatenate', { axis: 1 }, [2, 3]),
  ...[1, 2, -1, -2].map((axis) =>
    mergeOfTables(`Concatenate of tables, axis ${axis}`, layer('Concatenate', { axis })),
  ),
  ...[-1, 1, [1, 1]].flatMap((axes) =>
    [false, true].map((normalize) =>
      mergeOf(`Dot axes ${axes}${normalize ? ', normalized' : ''}`, 'Dot', { axes, normalize }),
    ),
  ),
  ...[1, 2, -1, [1, 1], [2, -1]].map((axes) =>
    mergeOfTables(`Dot of tables, axes ${axes}`, layer('Dot', { axes })),
  ),
  ...[
    [1, 2],
    [2, 1],
    [-1, -2],
  ].map((axes) =>
    mergeOfTables(`Dot of a table and a turned one, axes ${axes}`, layer('Dot', { axes }), true),
  ),
  mergeOfTables('Dot of tables, normalized', layer('Dot', { axes: 2, normalize: true })),
  mergeOfRanks('Dot of a table and a list', layer('Dot', { axes: [2, 1] }), 'table'),
  mergeOfRanks('Dot of a list and a table', layer('Dot', { axes: [1, 2] }), 'list'),
  mergeOfRanks('Dot of a list and a table, normalized', layer('Dot', { axes: -1, normalize: true }), 'list'),
]

const LN = 'LayerNormalization'
const normalizations: readonly KerasCase[] = [
  onDense(LN, LN, {}),
  onDense(`${LN} epsilon`, LN, { epsilon: 0.2 }),
  onDense(`${LN} without center`, LN, { center: false }),
  onDense(`${LN} without scale`, LN, { scale: false }),
  onDense(`${LN} without both`, LN, { center: false, scale: false }),
  onDense(`${LN} regularized`, LN, { beta_regularizer: 'l1', gamma_regularizer: 'l2' }),
  regressionCase(`${LN} frozen`, [dense(), { type: LN, trainable: false }]),
  ...[1, -1, -2, [2], [1, 2], [-1, -2], [-1, 1], [2, 1]].map((axis) =>
    table(`${LN} of a table, axis ${JSON.stringify(axis)}`, LN, { axis }),
  ),
  onDense('Rescaling', 'Rescaling', { scale: 0.25 }),
  onDense('Rescaling with offset', 'Rescaling', { scale: -2, offset: 0.5 }),
  ...[false, true].flatMap((invert) => [
    onDense(`Normalization by one number${invert ? ', inverted' : ''}`, 'Normalization', {
      mean: 0.5,
      variance: 4,
      invert,
    }),
    onDense(`Normalization by feature${invert ? ', inverted' : ''}`, 'Normalization', {
      mean: [0.5, -1, 0, 2],
      variance: [4, 1, 0.25, 0.01],
      invert,
    }),
  ]),
  onDense('Normalization without an axis', 'Normalization', { axis: null, mean: 0.5, variance: 4 }),
  onDense('Normalization by a list of one', 'Normalization', { mean: [0.5], variance: [4] }),
  table('Normalization of a table, axis 1', 'Normalization', {
    axis: 1,
    mean: [0, 1, 2],
    variance: [1, 2, 3],
  }),
  table('Normalization of a table, two axes', 'Normalization', { axis: [1, 2], mean: 1, variance: 9 }),
]

const activations: readonly KerasCase[] = [
  onDense('LeakyReLU', 'LeakyReLU', {}),
  ...[0, 0.05, 1.5].map((negative_slope) =>
    onDense(`LeakyReLU negative_slope ${negative_slope}`, 'LeakyReLU', { negative_slope }),
  ),
  onDense('PReLU', 'PReLU', {}),
  onDense('PReLU regularized', 'PReLU', { alpha_regularizer: 'l2' }),
  regressionCase('PReLU frozen', [dense(), { type: 'PReLU', trainable: false }]),
  ...[null, [1], [2], [1, 2]].map((shared_axes) =>
    table(`PReLU of a table, shared_axes ${JSON.stringify(shared_axes)}`, 'PReLU', { shared_axes }),
  ),
  ...[1, 0.3, 2].map((alpha) => onDense(`ELU alpha ${alpha}`, 'ELU', { alpha })),
  ...props([
    {},
    { max_value: 1.5 },
    { max_value: 6 },
    { negative_slope: 0.1 },
    { threshold: 0.5 },
    { max_value: 1, negative_slope: 0.2 },
    { threshold: 0.5, negative_slope: 0.2 },
    { max_value: 1.5, threshold: 0.5, negative_slope: 0.2 },
  ]).map((given) => onDense(`ReLU ${JSON.stringify(given)}`, 'ReLU', given, { scale: 2 })),
  onDense('Softmax', 'Softmax', {}),
  ...[1, 2, -2, [1], [2], [1, 2], [-1, 1]].map((axis) =>
    table(`Softmax of a table, axis ${JSON.stringify(axis)}`, 'Softmax', { axis }),
  ),
  ...[1, 60].map(
    (scale): KerasCase => ({
      name: `sparse_categorical_crossentropy on the layer Softmax, weights of ${scale}`,
      input: [5],
      layers: [dense(3), layer('Softmax')],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
      classes: 3,
      scale,
    }),
  ),
]

const shapes: readonly KerasCase[] = [
  regressionCase('Reshape', [dense(6), layer('Reshape', { target_shape: [2, 3] }), dense(), flatten]),
  regressionCase('Reshape with a size left open', [
    dense(6),
    layer('Reshape', { target_shape: [3, -1] }),
    dense(),
    flatten,
  ]),
  regressionCase('Reshape to one axis', [dense(), layer('Reshape', { target_shape: [-1] })], {
    input: [3, 5],
  }),
  regressionCase('Permute', [layer('Permute', { dims: [2, 1] }), dense(), flatten], { input: [3, 5] }),
  regressionCase('Permute of three axes', [layer('Permute', { dims: [3, 1, 2] }), dense(), flatten], {
    input: [2, 3, 4],
  }),
  regressionCase('RepeatVector', [dense(), layer('RepeatVector', { n: 3 }), dense(2, 'tanh'), flatten]),
]

/** An Embedding on integers from 0 to 255. */
const embeddingCase = (
  name: string,
  embeddingProps: JsonObject,
  nextLayers: readonly CaseLayer[],
  overrides: Partial<KerasCase> = {},
) =>
  regressionCase(
    name,
    [layer('Embedding', { input_dim: 256, output_dim: 3, ...embeddingProps }), ...nextLayers],
    {
      preparation: { dtype: 'uint8', offset: [0], scale: [1] },
      ...overrides,
    },
  )
const embeddings: readonly KerasCase[] = [
  embeddingCase('Embedding', {}, [flatten]),
  embeddingCase('Embedding of a table', {}, [dense(2, 'tanh'), flatten], { input: [2, 3] }),
  embeddingCase('Embedding with a penalty and 20 steps', { embeddings_regularizer: 'l2' }, [flatten], {
    optimizer: { type: 'adam', learning_rate: 0.02 },
    steps: 20,
  }),
  embeddingCase('Embedding that is held', { embeddings_constraint: 'unit_norm' }, [flatten], {
    optimizer: { type: 'sgd', learning_rate: 0.3 },
    steps: 20,
  }),
]

const AR = 'ActivityRegularization'
const regularizations: readonly KerasCase[] = [
  ...props([{}, { l1: 0.03 }, { l2: 0.05 }, { l1: 0.02, l2: 0.04 }]).map((given) =>
    onDense(`${AR} ${JSON.stringify(given)}`, AR, given),
  ),
  table(`${AR} of a table`, AR, { l1: 0.01, l2: 0.02 }),
  onDense('AlphaDropout of nothing', 'AlphaDropout', { rate: 0 }),
  onDense('GaussianDropout of nothing', 'GaussianDropout', { rate: 0 }),
  onDense('GaussianNoise of nothing', 'GaussianNoise', { stddev: 0 }),
]

/** A case with constraints. The steps are so large that the weights would violate the constraints without them. */
const constrainedCase = (name: string, layers: readonly CaseLayer[]): KerasCase =>
  regressionCase(name, layers, {
    optimizer: { type: 'sgd', learning_rate: 0.3, momentum: 0.5 },
    steps: 20,
    scale: 2,
  })
const KERNELS: readonly Json[] = [
  'max_norm',
  { type: 'max_norm', max_value: 0.5, axis: 1 },
  { type: 'max_norm', max_value: 0.5, axis: -1 },
  'non_neg',
  'unit_norm',
  { type: 'unit_norm', axis: 1 },
  'min_max_norm',
  { type: 'min_max_norm', min_value: 0.5, max_value: 0.7, rate: 0.3, axis: -2 },
]
const constraints: readonly KerasCase[] = [
  ...KERNELS.map((kernel_constraint) =>
    constrainedCase(`Dense kernel_constraint ${JSON.stringify(kernel_constraint)}`, [
      layer('Dense', { units: 4, activation: 'tanh', kernel_constraint }),
    ]),
  ),
  constrainedCase('Dense bias_constraint', [
    layer('Dense', { units: 4, activation: 'tanh', bias_constraint: { type: 'max_norm', max_value: 0.1 } }),
  ]),
  ...['BatchNormalization', LN].map((type) =>
    constrainedCase(`${type} gamma_constraint and beta_constraint`, [
      dense(4, 'tanh'),
      layer(type, { gamma_constraint: 'unit_norm', beta_constraint: 'non_neg' }),
    ]),
  ),
  constrainedCase('PReLU alpha_constraint', [dense(), layer('PReLU', { alpha_constraint: 'non_neg' })]),
]

export const LAYER_CASES: readonly KerasCase[] = [
  ...merges,
  ...normalizations,
  ...activations,
  ...shapes,
  ...embeddings,
  ...regularizations,
  ...constraints,
]
