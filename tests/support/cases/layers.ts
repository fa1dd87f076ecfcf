/** Cases of every layer with its options. Merges are graphs; random layers have a rate or a deviation of 0. */
import type { Json, JsonObject } from '../../../shared/json.ts'
import type { CaseLayer, KerasCase } from '../keras-cases.ts'

type More = Partial<KerasCase>

/** A case with a numeric target. */
const number = (name: string, layers: readonly CaseLayer[], more: More = {}): KerasCase => ({
  name,
  input: [5],
  layers: [...layers, { type: 'Dense', props: { units: 1 } }],
  loss: 'mean_squared_error',
  metrics: ['mean_absolute_error'],
  classes: 0,
  ...more,
})
const one = (type: string, props: JsonObject = {}): CaseLayer => ({ type, props })
const dense = (units = 4, activation = 'linear'): CaseLayer => one('Dense', { units, activation })
const flatten = one('Flatten')

const props = (all: readonly JsonObject[]) => all

/** A layer on the output of a Dense, so that a gradient flows through the layer. */
const alone = (name: string, type: string, props: JsonObject, more: More = {}): KerasCase =>
  number(name, [dense(), one(type, props)], more)
/** The same with two axes besides the batch: rows of 3 × 4. The Dense has a tanh, because the gradient of a bias directly before a
 *  normalization would be rounding error. */
const table = (name: string, type: string, props: JsonObject): KerasCase =>
  number(name, [dense(4, 'tanh'), one(type, props), flatten], { input: [3, 5] })

/** Two Dense layers on the input, merged. */
const joined = (name: string, type: string, props: JsonObject = {}, widths = [4, 4]): KerasCase =>
  number(name, [...widths.map((units) => dense(units, 'tanh')), one(type, props)], {
    graph: [
      ...widths.map((_, i) => [i, 0]),
      [widths.length, ...widths.map((_, i) => i + 1)],
      [widths.length + 1, widths.length + 1],
    ],
  })
/** Rows of 3 × 4 and a list of 4, merged. `first` is the first input of the merge. */
const ranks = (name: string, merge: CaseLayer, first: 'table' | 'list'): KerasCase =>
  number(name, [dense(), flatten, dense(), merge, flatten], {
    input: [3, 5],
    graph: [[0, 0], [1, 0], [2, 2], first === 'table' ? [3, 1, 3] : [3, 3, 1], [4, 4], [5, 5]],
  })
/** Two tables of 3 × 4, merged. `turned`: the second table is transposed. */
const tables = (name: string, merge: CaseLayer, turned = false): KerasCase =>
  number(
    name,
    [dense(4, 'tanh'), dense(), one('Permute', { dims: turned ? [2, 1] : [1, 2] }), merge, flatten],
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
    joined(type, type),
    joined(`${type} of a list and one number`, type, {}, [4, 1]),
    ranks(`${type} of a table and a list`, one(type), 'table'),
    ranks(`${type} of a list and a table`, one(type), 'list'),
  ]),
  ...['Add', 'Multiply', 'Average', 'Maximum', 'Minimum'].map((type) =>
    joined(`${type} of four`, type, {}, [3, 1, 3, 3]),
  ),
  ...['Add', 'Multiply', 'Maximum'].map((type) =>
    number(`${type} of a value and itself`, [dense(4, 'tanh'), one(type)], {
      graph: [
        [0, 0],
        [1, 1, 1],
        [2, 2],
      ],
    }),
  ),
  number('Add around a block, twice', [dense(5, 'relu'), one('Add'), dense(5, 'tanh'), one('Add')], {
    graph: [
      [0, 0],
      [1, 0, 1],
      [2, 2],
      [3, 2, 3],
      [4, 4],
    ],
  }),
  number(
    'Add of two calls of one Dense',
    [{ ...dense(5), props: { units: 5, kernel_regularizer: 'l2' } }, one('Add')],
    {
      graph: [
        [0, 0],
        [0, 1],
        [1, 1, 2],
        [2, 3],
      ],
    },
  ),
  joined('Concatenate', 'Concatenate'),
  joined('Concatenate of different widths', 'Concatenate', {}, [4, 1, 3]),
  joined('Concatenate axis 1', 'Concatenate', { axis: 1 }, [2, 3]),
  ...[1, 2, -1, -2].map((axis) =>
    tables(`Concatenate of tables, axis ${axis}`, one('Concatenate', { axis })),
  ),
  ...[-1, 1, [1, 1]].flatMap((axes) =>
    [false, true].map((normalize) =>
      joined(`Dot axes ${axes}${normalize ? ', normalized' : ''}`, 'Dot', { axes, normalize }),
    ),
  ),
  ...[1, 2, -1, [1, 1], [2, -1]].map((axes) => tables(`Dot of tables, axes ${axes}`, one('Dot', { axes }))),
  ...[
    [1, 2],
    [2, 1],
    [-1, -2],
  ].map((axes) => tables(`Dot of a table and a turned one, axes ${axes}`, one('Dot', { axes }), true)),
  tables('Dot of tables, normalized', one('Dot', { axes: 2, normalize: true })),
  ranks('Dot of a table and a list', one('Dot', { axes: [2, 1] }), 'table'),
  ranks('Dot of a list and a table', one('Dot', { axes: [1, 2] }), 'list'),
  ranks('Dot of a list and a table, normalized', one('Dot', { axes: -1, normalize: true }), 'list'),
]

const LN = 'LayerNormalization'
const normalizations: readonly KerasCase[] = [
  alone(LN, LN, {}),
  alone(`${LN} epsilon`, LN, { epsilon: 0.2 }),
  alone(`${LN} without center`, LN, { center: false }),
  alone(`${LN} without scale`, LN, { scale: false }),
  alone(`${LN} without both`, LN, { center: false, scale: false }),
  alone(`${LN} regularized`, LN, { beta_regularizer: 'l1', gamma_regularizer: 'l2' }),
  number(`${LN} frozen`, [dense(), { type: LN, trainable: false }]),
  ...[1, -1, -2, [2], [1, 2], [-1, -2], [-1, 1], [2, 1]].map((axis) =>
    table(`${LN} of a table, axis ${JSON.stringify(axis)}`, LN, { axis }),
  ),
  alone('Rescaling', 'Rescaling', { scale: 0.25 }),
  alone('Rescaling with offset', 'Rescaling', { scale: -2, offset: 0.5 }),
  ...[false, true].flatMap((invert) => [
    alone(`Normalization by one number${invert ? ', inverted' : ''}`, 'Normalization', {
      mean: 0.5,
      variance: 4,
      invert,
    }),
    alone(`Normalization by feature${invert ? ', inverted' : ''}`, 'Normalization', {
      mean: [0.5, -1, 0, 2],
      variance: [4, 1, 0.25, 0.01],
      invert,
    }),
  ]),
  alone('Normalization without an axis', 'Normalization', { axis: null, mean: 0.5, variance: 4 }),
  alone('Normalization by a list of one', 'Normalization', { mean: [0.5], variance: [4] }),
  table('Normalization of a table, axis 1', 'Normalization', {
    axis: 1,
    mean: [0, 1, 2],
    variance: [1, 2, 3],
  }),
  table('Normalization of a table, two axes', 'Normalization', { axis: [1, 2], mean: 1, variance: 9 }),
]

const activations: readonly KerasCase[] = [
  alone('LeakyReLU', 'LeakyReLU', {}),
  ...[0, 0.05, 1.5].map((negative_slope) =>
    alone(`LeakyReLU negative_slope ${negative_slope}`, 'LeakyReLU', { negative_slope }),
  ),
  alone('PReLU', 'PReLU', {}),
  alone('PReLU regularized', 'PReLU', { alpha_regularizer: 'l2' }),
  number('PReLU frozen', [dense(), { type: 'PReLU', trainable: false }]),
  ...[null, [1], [2], [1, 2]].map((shared_axes) =>
    table(`PReLU of a table, shared_axes ${JSON.stringify(shared_axes)}`, 'PReLU', { shared_axes }),
  ),
  ...[1, 0.3, 2].map((alpha) => alone(`ELU alpha ${alpha}`, 'ELU', { alpha })),
  ...props([
    {},
    { max_value: 1.5 },
    { max_value: 6 },
    { negative_slope: 0.1 },
    { threshold: 0.5 },
    { max_value: 1, negative_slope: 0.2 },
    { threshold: 0.5, negative_slope: 0.2 },
    { max_value: 1.5, threshold: 0.5, negative_slope: 0.2 },
  ]).map((given) => alone(`ReLU ${JSON.stringify(given)}`, 'ReLU', given, { scale: 2 })),
  alone('Softmax', 'Softmax', {}),
  ...[1, 2, -2, [1], [2], [1, 2], [-1, 1]].map((axis) =>
    table(`Softmax of a table, axis ${JSON.stringify(axis)}`, 'Softmax', { axis }),
  ),
  ...[1, 60].map(
    (scale): KerasCase => ({
      name: `sparse_categorical_crossentropy on the layer Softmax, weights of ${scale}`,
      input: [5],
      layers: [dense(3), one('Softmax')],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
      classes: 3,
      scale,
    }),
  ),
]

const shapes: readonly KerasCase[] = [
  number('Reshape', [dense(6), one('Reshape', { target_shape: [2, 3] }), dense(), flatten]),
  number('Reshape with a size left open', [
    dense(6),
    one('Reshape', { target_shape: [3, -1] }),
    dense(),
    flatten,
  ]),
  number('Reshape to one axis', [dense(), one('Reshape', { target_shape: [-1] })], { input: [3, 5] }),
  number('Permute', [one('Permute', { dims: [2, 1] }), dense(), flatten], { input: [3, 5] }),
  number('Permute of three axes', [one('Permute', { dims: [3, 1, 2] }), dense(), flatten], {
    input: [2, 3, 4],
  }),
  number('RepeatVector', [dense(), one('RepeatVector', { n: 3 }), dense(2, 'tanh'), flatten]),
]

/** An Embedding on integers from 0 to 255. */
const words = (name: string, given: JsonObject, more: readonly CaseLayer[], how: Partial<KerasCase> = {}) =>
  number(name, [one('Embedding', { input_dim: 256, output_dim: 3, ...given }), ...more], {
    preparation: { dtype: 'uint8', offset: [0], scale: [1] },
    ...how,
  })
const embeddings: readonly KerasCase[] = [
  words('Embedding', {}, [flatten]),
  words('Embedding of a table', {}, [dense(2, 'tanh'), flatten], { input: [2, 3] }),
  words('Embedding with a penalty and 20 steps', { embeddings_regularizer: 'l2' }, [flatten], {
    optimizer: { type: 'adam', learning_rate: 0.02 },
    steps: 20,
  }),
  words('Embedding that is held', { embeddings_constraint: 'unit_norm' }, [flatten], {
    optimizer: { type: 'sgd', learning_rate: 0.3 },
    steps: 20,
  }),
]

const AR = 'ActivityRegularization'
const regularizations: readonly KerasCase[] = [
  ...props([{}, { l1: 0.03 }, { l2: 0.05 }, { l1: 0.02, l2: 0.04 }]).map((given) =>
    alone(`${AR} ${JSON.stringify(given)}`, AR, given),
  ),
  table(`${AR} of a table`, AR, { l1: 0.01, l2: 0.02 }),
  alone('AlphaDropout of nothing', 'AlphaDropout', { rate: 0 }),
  alone('GaussianDropout of nothing', 'GaussianDropout', { rate: 0 }),
  alone('GaussianNoise of nothing', 'GaussianNoise', { stddev: 0 }),
]

/** A case with constraints. The steps are so large that the weights would violate the constraints without them. */
const held = (name: string, layers: readonly CaseLayer[]): KerasCase =>
  number(name, layers, { optimizer: { type: 'sgd', learning_rate: 0.3, momentum: 0.5 }, steps: 20, scale: 2 })
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
    held(`Dense kernel_constraint ${JSON.stringify(kernel_constraint)}`, [
      one('Dense', { units: 4, activation: 'tanh', kernel_constraint }),
    ]),
  ),
  held('Dense bias_constraint', [
    one('Dense', { units: 4, activation: 'tanh', bias_constraint: { type: 'max_norm', max_value: 0.1 } }),
  ]),
  ...['BatchNormalization', LN].map((type) =>
    held(`${type} gamma_constraint and beta_constraint`, [
      dense(4, 'tanh'),
      one(type, { gamma_constraint: 'unit_norm', beta_constraint: 'non_neg' }),
    ]),
  ),
  held('PReLU alpha_constraint', [dense(), one('PReLU', { alpha_constraint: 'non_neg' })]),
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
