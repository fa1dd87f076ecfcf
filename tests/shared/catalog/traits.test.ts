/** Hints, checks and programs follow from the traits of a definition, not from its name: they are the same for a made-up definition with
 *  the trait, and absent without it. */
import { describe, expect, it } from 'vitest'
import { activations } from '../../../shared/catalog/activations/index.ts'
import { callbacks } from '../../../shared/catalog/callbacks/index.ts'
import { layers } from '../../../shared/catalog/layers/index.ts'
import type { LayerDefinition } from '../../../shared/catalog/layers/layer.ts'
import { schedules } from '../../../shared/catalog/schedules/index.ts'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import { setTraining } from '../../../shared/document/edits.ts'
import { findMember } from '../../../shared/fields/index.ts'
import { joinLines } from '../../../shared/keras/lines.ts'
import { modelCode } from '../../../shared/keras/model.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { checkAgainstData } from '../../../shared/model/check-data.ts'
import { checkModel } from '../../../shared/model/check-model.ts'
import { findHints } from '../../../shared/model/hints/index.ts'
import type { Model } from '../../../shared/model/model.ts'
import { documentOf } from '../../support/case-document.ts'
import type { CaseLayer } from '../../support/cases/types.ts'

const classes = { name: 'y', kind: 'classes', classes: ['a', 'b', 'c'] } as const
const scaled: DataInfo = {
  fingerprint: '',
  title: 'made up',
  rows: { train: 90, validation: 10, test: 10 },
  shape: [5],
  dtype: 'float32',
  columns: [],
  targets: [classes],
  weights: null,
  preparation: { offset: [0], scale: [2] },
  notes: [],
}

/** The codes of all hints and problems of a network whose layers of one type have another definition. */
function codesWith(
  document: ReturnType<typeof documentOf>,
  type: string,
  change: (definition: LayerDefinition) => LayerDefinition,
): readonly string[] {
  const model = replaceDefinition(analyze(document).model!, type, change)
  return [
    ...findHints(document, model),
    ...checkModel(document, model, null),
    ...checkAgainstData(document, model, scaled),
  ].map(({ code }) => code)
}

function replaceDefinition(
  model: Model,
  type: string,
  change: (definition: LayerDefinition) => LayerDefinition,
): Model {
  const changed = new Map(
    [...new Set(model.calls.map(({ layer }) => layer))].map((layer) => [
      layer,
      layer.definition.type === type ? { ...layer, definition: change(layer.definition) } : layer,
    ]),
  )
  return {
    ...model,
    layers: model.layers.map((layer) => changed.get(layer)!),
    calls: model.calls.map((call) => ({ ...call, layer: changed.get(call.layer)! })),
  }
}

const dense = (activation: string, more: CaseLayer['props'] = {}): CaseLayer => ({
  type: 'Dense',
  props: { units: 8, activation, ...more },
})
const he = { kernel_initializer: 'he_normal' }
const lecun = { kernel_initializer: 'lecun_normal' }
const selu = dense('selu', lecun)

interface TraitCase {
  readonly trait: keyof LayerDefinition
  /** The type of the layers whose definition is replaced. */
  readonly type: string
  readonly layers: readonly CaseLayer[]
  readonly code: string
  readonly input?: readonly number[]
  /** A setting of the training, and its value. */
  readonly training?: Parameters<typeof setTraining> extends [unknown, ...infer Rest] ? Rest : never
}

const CASES: readonly TraitCase[] = [
  { trait: 'affine', type: 'Dense', layers: [dense('relu')], code: 'initializer-activation' },
  {
    trait: 'affine',
    type: 'Dense',
    layers: [dense('linear'), { type: 'BatchNormalization' }],
    code: 'bias-before-batch-normalization',
  },
  {
    trait: 'affine',
    type: 'Dense',
    layers: [dense('relu', he), dense('relu', he)],
    training: ['optimizer', 'adagrad'],
    code: 'adagrad-deep',
  },
  {
    trait: 'affine',
    type: 'Dense',
    layers: [dense('sigmoid'), dense('sigmoid'), dense('sigmoid')],
    code: 'saturating',
  },
  {
    trait: 'normalizes',
    type: 'BatchNormalization',
    layers: [dense('linear'), { type: 'BatchNormalization' }],
    code: 'bias-before-batch-normalization',
  },
  {
    trait: 'normalizes',
    type: 'BatchNormalization',
    layers: [selu, { type: 'BatchNormalization' }],
    code: 'normalized-selu',
  },
  {
    trait: 'normalizes',
    type: 'LayerNormalization',
    layers: [dense('linear'), { type: 'LayerNormalization' }, { type: 'ReLU' }],
    code: 'initializer-activation',
  },
  {
    trait: 'noise',
    type: 'GaussianNoise',
    layers: [dense('linear'), { type: 'GaussianNoise' }, { type: 'ReLU' }],
    code: 'initializer-activation',
  },
  { trait: 'noise', type: 'Dropout', layers: [selu, { type: 'Dropout' }], code: 'dropout-after-selu' },
  {
    trait: 'applies',
    type: 'ReLU',
    layers: [dense('linear'), { type: 'ReLU' }],
    code: 'initializer-activation',
  },
  {
    trait: 'takesIndices',
    type: 'Embedding',
    layers: [{ type: 'Embedding', props: { input_dim: 9, output_dim: 2 } }, { type: 'Flatten' }],
    code: 'embedding-scaled',
  },
  {
    trait: 'lastAxisOnly',
    type: 'Dense',
    layers: [dense('relu', he), { type: 'Flatten' }],
    input: [5, 5],
    code: 'dense-on-image',
  },
  {
    trait: 'penalizesOutput',
    type: 'ActivityRegularization',
    layers: [{ type: 'ActivityRegularization', props: { l1: 0.1 } }],
    training: ['dtype_policy', 'mixed_bfloat16'],
    code: 'penalty-rounded',
  },
]

describe('a made-up layer', () => {
  it.each(CASES)('with $trait has $code', ({ trait, type, layers: drawn, code, input = [5], training }) => {
    const network = documentOf({
      name: 'traits',
      input,
      layers: [...drawn, dense('softmax', { units: 3 })],
      loss: 'sparse_categorical_crossentropy',
      classes: 3,
    })
    const document = training ? setTraining(network, ...training) : network
    expect(codesWith(document, type, (d) => ({ ...d, type: 'MadeUp' }))).toContain(code)
    expect(codesWith(document, type, ({ [trait]: _, ...d }) => d as LayerDefinition)).not.toContain(code)
  })

  it('at the beginning of a network is written as Keras calls it and without fields of ours', () => {
    const document = documentOf({
      name: 'traits',
      input: [5],
      inputs: [[0, 1, 2, 3, 4]],
      layers: [dense('softmax', { units: 3 })],
      loss: 'sparse_categorical_crossentropy',
    })
    const model = replaceDefinition(analyze(document).model!, 'Input', (d) => ({
      ...d,
      type: 'MadeUp',
      keras: 'MadeUp',
    }))
    const program = joinLines(modelCode(model, new Set()).network)
    expect(program).toContain('keras.MadeUp(shape=(5,), name="layer0"),')
    expect(program).not.toContain('Output')
  })
})

describe('the traits of each definition name its own fields', () => {
  it.each(layers.members.map((d) => [d.type, d] as const))('layer %s', (_, d) => {
    const fields = Object.keys(d.fields)
    for (const name of d.fieldsOutsideKeras ?? []) expect(fields).toContain(name)
    if (d.affine)
      expect(fields).toEqual(expect.arrayContaining([d.affine.features, 'activation', 'use_bias']))
    if (d.normalizes === 'batch') expect(fields).toContain('axis')
    if (d.noise === 'zero') expect(fields).toEqual(expect.arrayContaining(['rate', 'seed']))
    const applied = d.applies && findMember(activations, d.applies.type)
    if (applied) expect(applied).toBe(d.applies)
  })
  it.each(callbacks.members.map((d) => [d.type, d] as const))('callback %s', (_, d) => {
    const fields = Object.keys(d.fields)
    if (d.writesFiles === 'table') expect(fields).toContain('separator')
    if (d.writesFiles === 'weights') expect(fields).toContain('filepath')
    if (d.readsMonitor) expect(fields).toContain('monitor')
  })
  it.each(schedules.members.map((d) => [d.type, d] as const))('schedule %s', (_, d) => {
    if (d.stepsOfRun) expect(Object.keys(d.fields)).toContain(d.stepsOfRun)
  })
})
