/** Compares every operation's gradient with central differences in float64, for shapes with and without broadcasting. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { gradients } from '../../../shared/graph/gradients.ts'
import { createGraph, createOps } from '../../../shared/graph/graph.ts'
import { noGradient, type Tensor } from '../../../shared/graph/op.ts'
import { OPS, type OpType } from '../../../shared/graph/ops/index.ts'
import { type Args, interpret, type Nd, nd, size } from '../../support/interpreter.ts'
import { awayFromZero, OP_CASES } from '../../support/op-cases.ts'
import { streamOf } from '../../support/random-arrays.ts'

const types = Object.values(OPS).map(({ type }) => type as OpType)

describe('every operation', () => {
  test.each(Object.entries(OPS))('%s has its type as its name', (name, { type }) => {
    expect(type).toBe(name[0]!.toUpperCase() + name.slice(1))
  })
  test.each(Object.entries(OPS))('%s has a case of its gradient, or no gradient', (_, { type, gradient }) => {
    const isDifferentiated = gradient !== undefined && gradient !== noGradient
    expect(
      OP_CASES[type as OpType].gradients !== undefined,
      `${type}: its declaration in shared/graph/ops and its case in tests/support/op-cases.ts disagree about a gradient`,
    ).toBe(isDifferentiated)
  })
  test('is in the index', () => {
    const folder = new URL('../../../shared/graph/ops/', import.meta.url)
    const families = readdirSync(folder).filter((name) => !['index.ts', 'elementwise.ts'].includes(name))
    const index = readFileSync(new URL('index.ts', folder), 'utf8')
    expect(families.filter((name) => !index.includes(`from './${name}'`))).toEqual([])
  })
  test('with a value on numbers has the value of the interpreter', () => {
    const numbers = [-2.5, -1, -0.3, 0, 0.4, 1, 2.7]
    const m = createOps(createGraph())
    const [a, b, c] = ['x0', 'x1', 'x2'].map((name) => m.argument(name, [1])) as [Tensor, Tensor, Tensor]
    let compared = 0
    for (const op of Object.values(OPS)) {
      if (!op.scalar) continue
      const y = m.graph.add(op, [a, b, c].slice(0, op.scalar.length), {})
      for (const x0 of numbers)
        for (const x1 of numbers) {
          const expected = interpret([y], { x0: nd([1], [x0]), x1: nd([1], [x1]), x2: nd([1], [x1 / 2]) })[0]!
          const actual = op.scalar(x0, x1, x1 / 2)
          if (Number.isNaN(expected.data[0]!)) expect(actual, op.type).toBeNaN()
          else expect(actual, `${op.type} of ${x0}, ${x1}`).toBeCloseTo(expected.data[0]!, 6)
          compared++
        }
    }
    expect(compared).toBeGreaterThan(30 * 49)
  })
})

const cases = types.flatMap((type) =>
  (OP_CASES[type].gradients ?? []).flatMap((gradientCase, t) =>
    gradientCase.shapes.map((shapes, s) => ({ type, gradientCase, shapes, nth: 100 * t + s })),
  ),
)

test.each(cases)('$type, inputs $shapes', ({ type, gradientCase, shapes, nth }) => {
  const stream = streamOf(1000 * types.indexOf(type) + nth)
  const random = () => stream.uniform()
  const values = shapes.map((shape) => nd(shape, () => (gradientCase.values ?? awayFromZero)(random)))
  const g = createGraph()
  const m = createOps(g)
  const xs = shapes.map((shape, i) => m.argument(`x${i}`, shape))
  const y = gradientCase.call(m, xs)
  // A different weight for each output, so that no error can hide in a sum.
  const weights = m.constant(
    Array.from({ length: size(y.shape as number[]) }, () => awayFromZero(random)),
    y.shape,
  )
  const loss = m.sum(m.mul(y, weights))
  const grads = interpret(gradients(g, loss, xs), named(values))
  for (const [i, x] of values.entries()) {
    expect(grads[i]!.shape).toEqual(x.shape)
    const expected = centralDifferences(
      (shifted) => interpret([loss], named(values.with(i, shifted)))[0]!.data[0]!,
      x,
    )
    for (const [k, value] of expected.entries())
      expect(Math.abs(grads[i]!.data[k]! - value), `input ${i}, element ${k}`).toBeLessThan(
        1e-7 * (1 + Math.abs(value)),
      )
  }
})

const named = (values: readonly Nd[]): Args => Object.fromEntries(values.map((v, i) => [`x${i}`, v]))

/** Central differences of fourth order, so that the step can be wide enough for float64. */
function centralDifferences(f: (x: Nd) => number, x: Nd): number[] {
  const h = 1e-3
  const shifted = (k: number, by: number) => f({ shape: x.shape, data: x.data.with(k, x.data[k]! + by) })
  return Array.from(
    x.data,
    (_, k) => (8 * (shifted(k, h) - shifted(k, -h)) - (shifted(k, 2 * h) - shifted(k, -2 * h))) / (12 * h),
  )
}

test('ties of Max and Min share the gradient; a tie of Maximum goes to the first, as in TensorFlow', () => {
  const m = createOps(createGraph())
  const x = m.argument('x0', [4])
  const [max] = interpret(gradients(m.graph, m.max(x), [x]), { x0: nd([4], [1, 3, 3, 2]) })
  expect([...max!.data]).toEqual([0, 0.5, 0.5, 0])
  const y = m.argument('x1', [4])
  const both = interpret(gradients(m.graph, m.sum(m.maximum(x, y)), [x, y]), {
    x0: nd([4], [1, 2, 3, 4]),
    x1: nd([4], [1, 3, 2, 4]),
  })
  expect(both.map((v) => [...v.data])).toEqual([
    [1, 0, 1, 1],
    [0, 1, 0, 0],
  ])
})

test('the gradients of a value used twice are added; that of an unused value is zero', () => {
  const m = createOps(createGraph())
  const [x, unused] = [m.argument('x0', [3]), m.argument('x1', [2])]
  const grads = interpret(gradients(m.graph, m.sum(m.mul(x, m.square(x))), [x, unused]), {
    x0: nd([3], [1, 2, -3]),
    x1: nd([2], [7, 8]),
  })
  expect(grads.map((v) => [...v.data])).toEqual([
    [3, 12, 27],
    [0, 0],
  ])
})

test('a missing rule is named', () => {
  const m = createOps(createGraph())
  const x = m.argument('x0', [3], 'uint32')
  expect(() => gradients(m.graph, m.sum(m.cast(m.bitwiseXor(x, x), 'float32')), [x])).not.toThrow()
  const dy = m.argument('dy', [3])
  const z = m.argument('z', [3])
  expect(() => gradients(m.graph, m.sum(m.reluGrad(dy, z)), [z])).toThrow(
    'ReluGrad has no gradient. Add one to its declaration in shared/graph/ops.',
  )
})

test('only a scalar can be differentiated', () => {
  const m = createOps(createGraph())
  const x = m.argument('x0', [3])
  expect(() => gradients(m.graph, x, [x])).toThrow('Only a scalar can be differentiated, got (3,)')
})
