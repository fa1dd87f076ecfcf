/** Compares the declared range of each activation with its values for inputs from −10⁶ to 10⁶. */
import { expect, test } from 'vitest'
import { activations } from '../../../../shared/catalog/activations/index.ts'
import { applyActivation } from '../../../../shared/catalog/layers/shared-fields.ts'
import { createConfig } from '../../../../shared/fields/index.ts'
import { createGraph, createOps } from '../../../../shared/graph/graph.ts'
import { rangeOf } from '../../../../shared/model/last-activation.ts'
import { interpret, nd } from '../../../support/interpreter.ts'

/** The arguments that change the range. */
const ARGUMENTS: { readonly [type: string]: readonly { readonly [field: string]: number | boolean }[] } = {
  relu: [
    { negative_slope: 0.1 },
    { max_value: 2 },
    { threshold: 1 },
    { threshold: -1 },
    { threshold: -1, max_value: 2 },
    { threshold: 5, max_value: 2 },
    { negative_slope: 0.1, max_value: 2 },
    { negative_slope: -0.5 },
    { negative_slope: -0.5, max_value: 2, threshold: -1 },
  ],
  leaky_relu: [{ negative_slope: 0 }, { negative_slope: -0.3 }],
  elu: [{ alpha: 0.5 }, { alpha: 0 }, { alpha: -1 }],
  celu: [{ alpha: 2 }],
  gelu: [{ approximate: true }],
  squareplus: [{ b: 0 }, { b: 9 }],
  soft_shrink: [{ threshold: 0 }],
  hard_shrink: [{ threshold: 0 }],
  threshold: [
    { threshold: 1, default_value: -2 },
    { threshold: -3, default_value: 5 },
  ],
  softmax: [],
  log_softmax: [],
}

const FAR = [100, 1e3, 1e6]
const NEAR = Array.from({ length: 3001 }, (_, i) => i / 100)
const POINTS = [...NEAR, ...FAR].flatMap((x) => [-x, x])

const cases = activations.members.flatMap(({ type }) =>
  [{}, ...(ARGUMENTS[type] ?? [])].map((props) => [type, props] as const),
)

test.each(cases)('%s %j stays in its declared range and approaches both ends', (type, props) => {
  const m = createOps(createGraph())
  const x = m.argument('x', [POINTS.length, 2])
  const config = createConfig(activations, type, props)
  // Each point is paired with a 0, for activations along an axis.
  const rows = nd([POINTS.length, 2], (i) => (i % 2 === 0 ? POINTS[i / 2]! : 0))
  const [{ data }] = interpret([applyActivation(m, x, config)], { x: rows }) as [ReturnType<typeof nd>]
  const minimum = data.reduce((a, b) => Math.min(a, b))
  const maximum = data.reduce((a, b) => Math.max(a, b))
  const [low, high] = rangeOf(config)
  const ROUNDING = 1e-9
  const STEP = 0.02
  expect(minimum).toBeGreaterThanOrEqual(low - ROUNDING)
  expect(maximum).toBeLessThanOrEqual(high + ROUNDING)
  expect(minimum).toBeLessThanOrEqual(Math.max(low + STEP, -FAR[0]!))
  expect(maximum).toBeGreaterThanOrEqual(Math.min(high - STEP, FAR[0]!))
})

test('activations with arguments are also tested with other values than the defaults', () => {
  const withArguments = activations.members.filter(({ fields }) => Object.keys(fields).length > 0)
  expect(withArguments.map(({ type }) => type).filter((type) => !(type in ARGUMENTS))).toEqual([])
})
