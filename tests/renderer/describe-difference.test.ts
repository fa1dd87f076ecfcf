/** Descriptions of the differences between two variants. */
import { expect, it } from 'vitest'
import { describeDifference, describeWire } from '../../renderer/variants/difference-text.ts'

const changed = (fields: readonly (readonly [string, unknown, unknown])[]) =>
  describeDifference(
    'dense',
    {
      kind: 'changed',
      title: 'Dense',
      fields: fields.map(([name, before, after]) => ({ name, before, after })),
    },
    'Deep',
    'Wide',
  ).en

it('format arguments like Keras', () => {
  expect(
    changed([
      ['use_bias', true, false],
      ['kernel_regularizer', null, { type: 'l2', l2: 0.01 }],
      ['shape', [28, 28], [784]],
      ['name', undefined, 'last'],
    ]),
  ).toBe(
    'Dense dense: use_bias True → False, kernel_regularizer None → l2(l2=0.01), shape [28, 28] → [784], name – → last',
  )
  expect(changed([['layers', [], []]])).toBe('Dense dense: different layers inside')
  expect(changed([['mean', Array(99).fill(1), 0]])).toMatch(/^Dense dense: mean \[1, 1.{50,60}… → 0$/)
})

it('name the variant that has a layer or a wire', () => {
  const only = (kind: 'added' | 'removed') =>
    describeDifference('dropout', { kind, title: 'Dropout', fields: [] }, 'Deep', 'Wide')
  expect(only('added').en).toBe('Dropout dropout: only in Deep')
  expect(only('removed').ko).toBe('Dropout dropout: Wide에만 있음')
  const wire = { kind: 'added', from: 'a', to: 'b', output: 0, port: 1 } as const
  expect(describeWire(wire, (id) => id.toUpperCase(), 'Deep', 'Wide').en).toBe(
    'A → B (input 2): connected only in Deep',
  )
  expect(describeWire({ ...wire, output: 1, port: 0 }, (id) => id, 'Deep', 'Wide').ko).toBe(
    'a → b (출력 2): Deep에서만 연결됨',
  )
})
