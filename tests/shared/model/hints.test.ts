/** Hints: exact messages and fixes where they apply, and no hint where it would be wrong. */
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import {
  followDefaults,
  removeNodes,
  setField,
  setTraining,
  shareDefaults,
} from '../../../shared/document/edits.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import type { Json } from '../../../shared/json.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { hintRules } from '../../../shared/model/hints/index.ts'
import { documentOf } from '../../support/case-document.ts'
import type { CaseLayer, KerasCase } from '../../support/cases/types.ts'

const dense = (props: { readonly [name: string]: Json } = {}): CaseLayer => ({
  type: 'Dense',
  props: { units: 8, ...props },
})
const batchNormalization: CaseLayer = { type: 'BatchNormalization' }
const activation = (name: string): CaseLayer => ({ type: 'Activation', props: { activation: name } })
/** A network with these layers before a softmax over three classes; node n1 is the first of them. */
const drawn = (layers: readonly CaseLayer[], more: Partial<KerasCase> = {}) =>
  documentOf({
    name: 'hinted',
    input: [5],
    layers: [...layers, dense({ units: 3, activation: 'softmax' })],
    loss: 'sparse_categorical_crossentropy',
    ...more,
  })
const hintsOf = (document: ReturnType<typeof drawn>) => {
  const { problems, hints } = analyze(document)
  expect(problems).toEqual([])
  return hints()
}
const codes = (...given: Parameters<typeof drawn>) => hintsOf(drawn(...given)).map(({ code }) => code)
/** The only hint, and the hints that remain after its fix. */
function applyFix(document: ReturnType<typeof drawn>) {
  const [hint, ...others] = hintsOf(document)
  expect(others).toEqual([])
  const after = hint!.fix!.apply(document)
  return { hint: hint!, after, left: hintsOf(after).map(({ code }) => code) }
}

describe('initializer and activation', () => {
  it.each([
    ['relu', 'glorot_uniform', 'he_normal'],
    ['elu', 'lecun_normal', 'he_normal'],
    ['selu', 'he_uniform', 'lecun_normal'],
    ['tanh', 'he_normal', 'glorot_uniform'],
    ['sigmoid', 'he_uniform', 'glorot_uniform'],
  ])('%s with %s suggests %s', (name, kernel_initializer, use) => {
    const { hint, after, left } = applyFix(drawn([dense({ activation: name, kernel_initializer })]))
    expect(hint).toMatchObject({ severity: 'hint', node: 'n1', field: 'kernel_initializer' })
    expect(hint.fix!.label).toEqual({ en: `Use ${use}`, ko: `${use} 쓰기` })
    expect(analyze(after).nodes.get('n1')!.props.kernel_initializer).toMatchObject({ type: use })
    expect(left).toEqual([])
  })

  it('gives the reason in both languages', () => {
    const messageOf = (props: { readonly [name: string]: Json }) => hintsOf(drawn([dense(props)]))[0]!.message
    expect(messageOf({ activation: 'relu' })).toEqual({
      en: 'layer1: relu blocks part of the signal, and he_normal compensates for it. With glorot_uniform, signals fade from layer to layer.',
      ko: 'layer1: relu은(는) 신호의 일부를 막는데 he_normal이(가) 이를 보완합니다. glorot_uniform(으)로는 층을 지날수록 신호가 약해집니다.',
    })
    expect(messageOf({ activation: 'tanh', kernel_initializer: 'he_normal' })).toEqual({
      en: 'layer1: glorot_uniform suits tanh. With he_normal, the initial weights are larger than needed, and training starts closer to where the function is flat.',
      ko: 'layer1: tanh에는 glorot_uniform이(가) 알맞습니다. he_normal(으)로는 초기 가중치가 필요 이상으로 커서 함수가 평평한 곳에 더 가까이에서 학습을 시작합니다.',
    })
    expect(messageOf({ activation: 'selu' })).toEqual({
      en: 'layer1: selu keeps its outputs near mean 0 and variance 1 by itself, but only with initial weights like lecun_normal; received glorot_uniform.',
      ko: 'layer1: selu은(는) 출력을 평균 0, 분산 1 가까이 스스로 맞추지만 lecun_normal 같은 초기 가중치에서만 그렇습니다. 지금은 glorot_uniform입니다.',
    })
    expect(
      hintsOf(drawn([dense({ use_bias: false }), batchNormalization, activation('relu')])).map(
        (h) => h.message,
      ),
    ).toEqual([
      {
        en: 'layer1: before relu a kernel usually starts from he_normal, not glorot_uniform. The normalization between them makes the difference small.',
        ko: 'layer1: relu 앞의 커널은 보통 glorot_uniform 대신 he_normal(으)로 시작합니다. 사이에 정규화가 있어 차이는 작습니다.',
      },
    ])
  })

  it.each<[string, readonly CaseLayer[]]>([
    ['He for relu', [dense({ activation: 'relu', kernel_initializer: 'he_uniform' })]],
    ['Glorot for tanh', [dense({ activation: 'tanh' })]],
    ['LeCun for tanh', [dense({ activation: 'tanh', kernel_initializer: 'lecun_uniform' })]],
    ['LeCun for selu', [dense({ activation: 'selu', kernel_initializer: 'lecun_uniform' })]],
    ['a deliberate choice', [dense({ activation: 'relu', kernel_initializer: 'orthogonal' })]],
    ['He before linear layers', [dense({ kernel_initializer: 'he_normal' })]],
    ['an activation without a hint', [dense({ activation: 'softplus' })]],
    ['a frozen layer', [{ ...dense({ activation: 'relu' }), trainable: false }]],
  ])('gives no hint for %s', (_, layers) => {
    expect(codes(layers)).toEqual([])
  })

  it.each<[string, readonly CaseLayer[]]>([
    ['an Activation', [dense(), activation('relu')]],
    ['a ReLU', [dense(), { type: 'ReLU' }]],
    ['an ELU after a Dropout', [dense(), { type: 'Dropout' }, { type: 'ELU' }]],
  ])('considers %s after a linear layer', (_, layers) => {
    expect(codes(layers)).toEqual(['initializer-activation'])
    const he = dense({ kernel_initializer: 'he_normal' })
    expect(codes([he, ...layers.slice(1)])).toEqual([])
  })

  it('gives no hint at a branch, and when the calls of a shared layer differ', () => {
    const layers = [dense(), { type: 'ReLU' }, { type: 'Add' }]
    // The linear output also bypasses the ReLU.
    expect(
      codes(layers, {
        graph: [
          [0, 0],
          [1, 1],
          [2, 1, 2],
          [3, 3],
        ],
      }),
    ).toEqual([])
    const shared = [dense({ units: 5 }), { type: 'ReLU' }, activation('tanh')]
    expect(
      codes(shared, {
        graph: [
          [0, 0],
          [1, 1],
          [0, 2],
          [2, 3],
          [3, 4],
        ],
      }),
    ).toEqual([])
  })

  it('keeps the seed', () => {
    const seeded = { type: 'glorot_uniform', seed: 7 }
    const { after } = applyFix(drawn([dense({ activation: 'relu', kernel_initializer: seeded })]))
    expect(analyze(after).nodes.get('n1')!.props.kernel_initializer).toEqual({ type: 'he_normal', seed: 7 })
  })

  it('fixes one layer that follows shared defaults, and not the others', () => {
    const he = { activation: 'elu', kernel_initializer: 'he_normal' }
    let document = shareDefaults(drawn([dense(he), dense({ units: 4 })]), 'n1')
    document = followDefaults(document, ['n2'], Object.keys(document.definitions)[0]!)
    document = setField(document, 'n2', 'activation', 'tanh')
    const { hint, after, left } = applyFix(document)
    expect([hint.node, left]).toEqual(['n2', []])
    expect(after.definitions).toBe(document.definitions)
  })
})

describe('bias before BatchNormalization', () => {
  const he = { kernel_initializer: 'he_normal' }
  it('can be turned off by the fix', () => {
    const { hint, after, left } = applyFix(drawn([dense(he), batchNormalization, activation('relu')]))
    expect(hint).toMatchObject({ code: 'bias-before-batch-normalization', node: 'n1', field: 'use_bias' })
    expect(hint.message).toEqual({
      en: 'layer1: BatchNormalization subtracts the mean, which cancels the bias before it. Without use_bias the network learns the same with 8 fewer parameters.',
      ko: 'layer1: BatchNormalization이 평균을 빼면서 바로 앞의 편향도 없앱니다. use_bias를 끄면 매개변수를 8개 줄이고도 똑같이 학습합니다.',
    })
    expect(hint.fix!.label).toEqual({ en: 'Turn use_bias off', ko: 'use_bias 끄기' })
    expect(left).toEqual([])
    expect(analyze(after).parameters.total).toBe(
      analyze(drawn([dense(he), batchNormalization])).parameters.total - 8,
    )
  })

  it.each<[string, readonly CaseLayer[]]>([
    ['no bias', [dense({ use_bias: false, ...he }), batchNormalization]],
    ['an activation between', [dense({ activation: 'relu', ...he }), batchNormalization]],
    ['a layer between', [dense(he), { type: 'ReLU' }, batchNormalization]],
    ['a frozen Dense', [{ ...dense(he), trainable: false }, batchNormalization]],
    ['a frozen BatchNormalization', [dense(he), { ...batchNormalization, trainable: false }]],
    ['a penalty on what the bias shifts', [dense({ activity_regularizer: 'l2', ...he }), batchNormalization]],
  ])('gives no hint with %s', (_, layers) => {
    expect(codes(layers)).toEqual([])
  })

  it('gives no hint when another layer uses the output with the bias', () => {
    const graph = [
      [0, 0],
      [1, 1],
      [2, 1, 2],
      [3, 3],
    ]
    expect(codes([dense(), batchNormalization, { type: 'Add' }], { graph })).toEqual([])
  })
})

describe('Adagrad', () => {
  const relu = dense({ activation: 'relu', kernel_initializer: 'he_normal' })
  const trained = (layers: readonly CaseLayer[], optimizer: Json = 'adagrad') =>
    setTraining(drawn(layers), 'optimizer', optimizer)
  const codesOf = (...given: Parameters<typeof trained>) => hintsOf(trained(...given)).map(({ code }) => code)
  it('with three layers suggests Adam', () => {
    const { hint, after, left } = applyFix(
      trained([relu, relu], { type: 'adagrad', learning_rate: 0.05, clipnorm: 1 }),
    )
    expect(hint).toMatchObject({ code: 'adagrad-deep', node: null, field: 'optimizer' })
    expect(hint.message).toEqual({
      en: 'adagrad divides by all gradients so far, so its steps only shrink: in a network 3 Dense layers deep it often stops learning too early. adam forgets old gradients.',
      ko: 'adagrad는 지금까지의 기울기를 모두 모아 나누므로 스텝이 줄기만 합니다. Dense 층이 3개 이어진 깊은 신경망에서는 학습이 너무 일찍 멈추기 쉽습니다. adam은 오래된 기울기를 잊습니다.',
    })
    expect(after.training.optimizer).toMatchObject({ type: 'adam', learning_rate: 0.001, clipnorm: 1 })
    expect(left).toEqual([])
  })
  it('keeps its schedule for Adam', () => {
    const learning_rate = {
      type: 'ExponentialDecay',
      initial_learning_rate: 0.02,
      decay_steps: 9,
      decay_rate: 0.5,
    }
    const { after } = applyFix(trained([relu, relu], { type: 'adagrad', learning_rate }))
    expect(after.training.optimizer).toMatchObject({ type: 'adam', learning_rate })
  })
  it('gives no hint for shallow networks, frozen layers and embeddings', () => {
    expect(codesOf([relu])).toEqual([])
    expect(codesOf([{ ...relu, trainable: false }, relu])).toEqual([])
    const words: CaseLayer = { type: 'Embedding', props: { input_dim: 9, output_dim: 2 } }
    expect(codesOf([words, { type: 'Flatten' }, relu, relu])).toEqual([])
    expect(codesOf([relu, relu], 'adam')).toEqual([])
  })
})

describe('saturating activations', () => {
  const many = (name: string, n: number) => Array.from({ length: n }, () => dense({ activation: name }))
  it('three hidden layers with sigmoid suggest relu for all of them', () => {
    const { hint, after } = applyFix(drawn(many('sigmoid', 3)))
    expect(hint).toMatchObject({ code: 'saturating', node: 'n1', field: 'activation' })
    expect(hint.message).toEqual({
      en: 'layer1 is the first of 3 hidden layers in a row with sigmoid, flat far from 0: the gradient shrinks in each, and the first layers hardly learn. relu does not shrink it.',
      ko: 'layer1부터 은닉층 3개에서 0에서 멀면 평평해지는 sigmoid을(를) 씁니다. 층마다 기울기가 줄어 앞쪽 층이 거의 학습하지 못합니다. relu는 기울기를 줄이지 않습니다.',
    })
    expect(hint.fix!.label).toEqual({ en: 'Use relu in these 3 layers', ko: '이 층 3개에 relu 쓰기' })
    const { nodes } = analyze(after)
    expect(['n1', 'n2', 'n3'].map((id) => nodes.get(id)!.props.activation)).toMatchObject(
      Array(3).fill({ type: 'relu' }),
    )
  })
  it('tanh has a higher threshold, and the last layer is not counted', () => {
    expect(codes(many('tanh', 5))).toEqual([])
    expect(codes(many('tanh', 6))).toEqual(['saturating'])
    expect(codes(many('sigmoid', 2))).toEqual([])
    const last = { layers: [...many('sigmoid', 2), dense({ units: 1, activation: 'sigmoid' })] }
    expect(codes([], { ...last, loss: 'binary_crossentropy', classes: 2 })).toEqual([])
  })
  it('normalized signals give no hint', () => {
    const block = [dense({ use_bias: false }), batchNormalization, activation('sigmoid')]
    expect(codes([...block, ...block, ...block])).toEqual([])
  })
})

describe('selu', () => {
  const selu = dense({ activation: 'selu', kernel_initializer: 'lecun_normal' })
  it('suggests AlphaDropout instead of Dropout', () => {
    const dropout: CaseLayer = { type: 'Dropout', props: { rate: 0.3, seed: 5 } }
    const { hint, after, left } = applyFix(drawn([selu, dropout]))
    expect(hint).toMatchObject({ code: 'dropout-after-selu', node: 'n2', field: null })
    expect(hint.message).toEqual({
      en: 'layer2: Dropout changes the mean and variance that selu keeps. AlphaDropout drops the same fraction and keeps both.',
      ko: 'layer2: Dropout은 selu가 유지하는 평균과 분산을 바꿉니다. AlphaDropout은 같은 비율을 드롭하면서 둘 다 유지합니다.',
    })
    const { definition, props } = analyze(after).nodes.get('n2')!
    expect([definition!.type, props, left]).toEqual(['AlphaDropout', { rate: 0.3, seed: 5 }, []])
    expect(codes([dense({ activation: 'elu', kernel_initializer: 'he_normal' }), dropout])).toEqual([])
  })
  it('needs no BatchNormalization, except for inputs', () => {
    const { hint, after } = applyFix(drawn([batchNormalization, selu, batchNormalization, selu]))
    expect(hint).toMatchObject({ code: 'normalized-selu', node: 'n3', field: null })
    expect(hint.message).toEqual({
      en: 'layer3: selu normalizes by itself, so BatchNormalization next to it takes time and rarely helps. Remove it, or use another activation.',
      ko: 'layer3: selu는 스스로 정규화하므로 곁의 BatchNormalization은 시간만 들고 도움이 되는 일은 드뭅니다. 제거하거나 다른 활성화 함수를 쓰세요.',
    })
    expect(hint.fix!.label).toEqual({ en: 'Delete layer3', ko: 'layer3 지우기' })
    expect(after).toEqual(removeNodes(drawn([batchNormalization, selu, batchNormalization, selu]), ['n3']))
  })
})

test('codes are unique, and a network with errors gets no hint', () => {
  expect(new Set(hintRules.map(({ code }) => code)).size).toBe(hintRules.length)
  const broken = setField(drawn([dense({ activation: 'relu' })]), 'n1', 'units', 0)
  expect(analyze(broken).hints()).toEqual([])
})

test.each([
  // What the lesson is about.
  ['lesson-vanishing', ['dense activation']],
  ['lesson-optimizers', []],
  ['lesson-he', []],
  ['lesson-batchnorm', []],
  ['lesson-batchnorm-before', []],
  ['lesson-variants', []],
  // Its last layer, a softmax, follows RegularizedDense, whose He initializer is meant for elu.
  ['lesson-l2', ['dense_2 kernel_initializer']],
  ['lesson-dropout', []],
  ['residual', []],
  ['deep-residual', []],
  // A common start: relu with Keras's default initializer.
  ['iris', ['dense kernel_initializer']],
  ['wide-and-deep', []],
  ['iris-petal-width', []],
])('the example %s', (name, expected) => {
  const file = new URL(`../../../assets/examples/${name}.loom`, import.meta.url)
  const { hints, nodes } = analyze(parseDocument(readFileSync(file, 'utf8')))
  expect(hints().map(({ node, field }) => `${nodes.get(node!)!.name} ${field}`)).toEqual(expected)
})
