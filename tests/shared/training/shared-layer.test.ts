/** A layer shared by two nodes has one set of states, which the second call updates after the first, as in Keras. */
import { expect, test } from 'vitest'
import { batchNormalization } from '../../../shared/catalog/layers/batch-normalization.ts'
import { defaultProps } from '../../../shared/fields/index.ts'
import { createGraph, createOps } from '../../../shared/graph/graph.ts'
import type { Tensor } from '../../../shared/graph/op.ts'
import { type Build, layerBuilder } from '../../../shared/training/layer-builder.ts'
import { interpret, nd } from '../../support/interpreter.ts'

test('moving averages follow every call', () => {
  const m = createOps(createGraph())
  const b: Build = {
    m,
    training: true,
    dropout: false,
    states: new Map(),
    trained: new Map(),
    constraints: new Map(),
    next: new Map(),
    penalties: [],
    seed: [m.constant(0, [], 'uint32'), m.constant(0, [], 'uint32')],
    step: m.constant(0, [], 'uint32'),
    rowWeights: null,
    rows: m.constant(2),
  }
  const props = { ...defaultProps(batchNormalization.fields), momentum: 0.5 }
  const layer = {
    id: 'bn',
    name: 'bn',
    definition: batchNormalization,
    props,
    trainable: true,
    shared: null,
    dtype: null,
    weights: [],
  }
  let x: Tensor = m.constant([3, 5], [2, 1])
  for (const call of [0, 1])
    x = batchNormalization.build(layerBuilder(b, layer, call, 1), [x], props as never)
  const given = {
    'state:bn/moving_mean': nd([1], [8]),
    'state:bn/gamma': nd([1], [1]),
    'state:bn/beta': nd([1], [0]),
  }
  const [mean] = interpret([b.next.get('bn/moving_mean')!], given)
  // The average is (8 + 4) ÷ 2 after the first call; the rows of the second call have mean 0.
  expect(mean!.data[0]).toBeCloseTo(3, 6)
})
