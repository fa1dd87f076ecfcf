/** An invalid value is reported by itself, also inside a configured value. */
import { expect, test } from 'vitest'
import { dense } from '../../../shared/catalog/layers/dense.ts'
import { output } from '../../../shared/catalog/layers/output.ts'
import { readProps } from '../../../shared/fields/index.ts'

const receivedBy = (fields: Parameters<typeof readProps>[0], raw: { readonly [name: string]: unknown }) =>
  readProps(fields, raw).problems.map((p) => [[p.field, p.at].filter(Boolean).join('.'), p.received])

test('inside an initializer', () => {
  const scaling = (props: object) =>
    receivedBy(dense.fields, { kernel_initializer: { type: 'variance_scaling', ...props } })
  expect(scaling({ mode: 'fan_sideways' })).toEqual([['kernel_initializer.mode', '"fan_sideways"']])
  expect(scaling({ scale: -1 })).toEqual([['kernel_initializer.scale', '-1']])
  expect(scaling({ sede: 3 })).toEqual([['kernel_initializer.sede', '"sede"']])
})

test('the name of a member', () => {
  expect(receivedBy(dense.fields, { kernel_initializer: 'he_norml' })).toEqual([
    ['kernel_initializer', '"he_norml"'],
  ])
  expect(receivedBy(dense.fields, { kernel_initializer: { type: 'he_norml' } })).toEqual([
    ['kernel_initializer', '{ type: "he_norml" }'],
  ])
})

test('inside a list', () => {
  const metrics = (...list: unknown[]) => receivedBy(output.fields, { metrics: list })
  expect(metrics('accuracy', { type: 'auc', curve: 'ROK' })).toEqual([['metrics.1.curve', '"ROK"']])
  expect(metrics('accuracy', 'acuracy')).toEqual([['metrics.1', '"acuracy"']])
})
