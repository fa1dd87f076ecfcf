/** Names of activations with arguments in the exported program, and an invalid axis. */
import { expect, test } from 'vitest'
import { activations } from '../../../../shared/catalog/activations/index.ts'
import { createConfig } from '../../../../shared/fields/index.ts'
import { activationName } from '../../../../shared/keras/activation-name.ts'
import { analyze } from '../../../../shared/model/analyze.ts'
import { documentOf } from '../../../support/case-document.ts'

test('a function is named after its activation and arguments', () => {
  const name = (type: string, props = {}) => activationName(createConfig(activations, type, props))
  expect(name('elu', { alpha: 0.5 })).toBe('elu_alpha_0_5')
  expect(name('gelu', { approximate: true })).toBe('gelu_approximate_true')
  expect(name('threshold', { threshold: -1, default_value: 1e-7 })).toBe(
    'threshold_threshold_minus_1_default_value_1e_minus_7',
  )
  const long = (threshold: number) => name('threshold', { threshold, default_value: 1.2345678901234e-7 })
  expect(long(0.1234567890123456)).toMatch(/^threshold_[a-z0-9]{1,7}$/)
  expect(long(0.1234567890123456)).not.toBe(long(0.1234567890123457))
})

test('softmax over the batch axis is an error of the activation', () => {
  const layers = [{ type: 'Dense', props: { units: 3, activation: { type: 'softmax', axis: 0 } } }]
  const { problems } = analyze(documentOf({ name: 'x', input: [4], layers, loss: 'mean_squared_error' }))
  expect(problems[0]).toMatchObject({ severity: 'error', field: 'activation' })
})
