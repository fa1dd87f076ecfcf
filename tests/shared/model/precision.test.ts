/** Dtype policies: what Keras would refuse is reported at its node with a fix; the program sets the policy. */
import { expect, test } from 'vitest'
import type { DTypePolicy } from '../../../shared/catalog/dtype-policy.ts'
import type { Document } from '../../../shared/document/document.ts'
import { generateKeras } from '../../../shared/keras/generate.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { documentOf } from '../../support/case-document.ts'
import type { CaseLayer } from '../../support/cases/types.ts'

const last: CaseLayer = { type: 'Dense', props: { units: 3, activation: 'softmax' } }
const drawn = (layer: CaseLayer, dtype_policy: DTypePolicy): Document => {
  const document = documentOf({
    name: 'penalty',
    input: [4],
    layers: [layer, last],
    loss: 'sparse_categorical_crossentropy',
  })
  return { ...document, training: { ...document.training, dtype_policy } }
}
const penalized: readonly CaseLayer[] = [
  { type: 'Dense', props: { units: 3, activity_regularizer: 'l2' } },
  { type: 'ActivityRegularization', props: { l1: 0.1 } },
]

test.each(penalized)('a penalty on the output of $type', (layer) => {
  expect(analyze(drawn(layer, 'float32')).problems).toEqual([])
  const rounded = drawn(layer, 'mixed_bfloat16')
  const [problem, ...others] = analyze(rounded).problems
  expect(others).toEqual([])
  expect(problem).toMatchObject({ code: 'penalty-rounded', severity: 'warning', node: 'n1', field: 'dtype' })
  expect(problem!.message.en).toBe(
    'layer1: Keras 3.15 cannot add a penalty on outputs under mixed_bfloat16 and stops with a TypeError. It trains here; for Keras, keep the layer in float32.',
  )
  const fixed = problem!.fix!.apply(rounded)
  expect(analyze(fixed).problems).toEqual([])
  expect(generateKeras(fixed)).toMatch(new RegExp(`${layer.type}\\([^#]*?dtype="float32"`))
})

test('the program sets the policy before it creates a layer, and omits float32', () => {
  const plain: CaseLayer = { type: 'Dense', props: { units: 3 } }
  expect(generateKeras(drawn(plain, 'float32'))).not.toMatch(/dtype/)
  expect(generateKeras(drawn(plain, 'mixed_bfloat16'))).toMatch(
    /keras\.config\.set_dtype_policy\("mixed_bfloat16"\).*layers\.Dense/s,
  )
})
