import { expect, it } from 'vitest'
import { ladderOf, type Wiring } from '../../../shared/signals/ladder.ts'
import { type FakeCall, fakeSignals, lessonSignals } from '../../support/fake-signals.ts'

const kernel = [8, 8]
const dense = (node: string, rest: Partial<FakeCall> = {}): FakeCall => ({ node, kernel, ...rest })
/** `wired({ a: [], b: ['a'] })`: the inputs of each call. */
const wired = (inputs: { readonly [node: string]: readonly string[] }): Wiring => {
  const nodes = Object.keys(inputs)
  return { calls: nodes.map((node) => ({ node, inputs: inputs[node]!.map((each) => nodes.indexOf(each)) })) }
}

it('has the hidden layers of the lesson, the ratio of the last to the first gradient and the factor of one layer', () => {
  const { rungs, change, loss } = ladderOf(lessonSignals(4.26), null)
  expect(rungs.map(({ node, depth }) => [node, depth])).toEqual(
    Array.from({ length: 10 }, (_, i) => [i === 0 ? 'dense' : `dense_${i}`, i]),
  )
  expect(rungs.map(({ from }) => from)).toEqual([[], [0], [1], [2], [3], [4], [5], [6], [7], [8]])
  expect([change?.first.node, change?.last.node]).toEqual(['dense', 'dense_9'])
  expect(change?.ratio).toBeCloseTo(4.26 ** 9, -1)
  expect(change?.perLayer).toBeCloseTo(4.26)
  expect(loss).toBe(2.7)
})

it('leaves out frozen layers, normalizations and layers without weights', () => {
  const { rungs, change } = ladderOf(
    fakeSignals([
      dense('frozen', { trainable: false }),
      dense('a', { gradient: 1 }),
      { node: 'norm', type: 'BatchNormalization', kernel: [8] },
      { node: 'act', type: 'Activation' },
      dense('b', { gradient: 4 }),
      dense('last'),
    ]),
    null,
  )
  expect(rungs.map(({ node }) => node)).toEqual(['a', 'b'])
  expect(change?.perLayer).toBe(4)
})

it('goes along the branches: depth is that of the longest way, and a side branch without gradients ends no ladder', () => {
  const signals = fakeSignals([
    { node: 'in', type: 'Input' },
    dense('stem', { gradient: 1 }),
    dense('long1', { gradient: 2 }),
    dense('long2', { gradient: 4 }),
    dense('short', { gradient: 100 }),
    { node: 'add', type: 'Add' },
    dense('end', { gradient: 8 }),
    dense('out1'),
    dense('out2'),
    dense('unused', { gradient: null }),
    dense('unused2', { gradient: null }),
  ])
  const { rungs, change } = ladderOf(
    signals,
    wired({
      ...{
        in: [],
        stem: ['in'],
        long1: ['stem'],
        long2: ['long1'],
        short: ['stem'],
        add: ['long2', 'short'],
      },
      ...{ end: ['add'], out1: ['end'], out2: ['end'], unused: ['end'], unused2: ['unused'] },
    }),
  )
  expect(rungs.map(({ node, depth, from }) => [node, depth, from])).toEqual([
    ['stem', 0, []],
    ['long1', 1, [0]],
    ['long2', 2, [1]],
    ['short', 1, [0]],
    ['end', 3, [2, 3]],
    ['unused', 4, [4]],
  ])
  expect([change?.first.node, change?.last.node, change?.perLayer]).toEqual(['stem', 'end', 2])
})

it('has each call of a shared layer, and the calls in groups by their paths', () => {
  const signals = fakeSignals([dense('g/a'), dense('g#2/a'), dense('out')])
  const shared = {
    ...signals,
    calls: signals.calls.map((call) => (call.node === 'g#2/a' ? { ...call, layer: 'g/a' } : call)),
    weights: signals.weights.filter(({ layer }) => layer !== 'g#2/a'),
  }
  expect(ladderOf(shared, null).rungs.map(({ node }) => node)).toEqual(['g/a', 'g#2/a'])
})

it('shows the one layer of a network without hidden layers, which has no change', () => {
  const { rungs, change } = ladderOf(fakeSignals([{ node: 'in', type: 'Input' }, dense('only')]), null)
  expect(rungs.map(({ node }) => node)).toEqual(['only'])
  expect(change).toBeNull()
})

it('has no rungs of a network without weights, and no change without gradients', () => {
  expect(ladderOf(fakeSignals([{ node: 'in', type: 'Input' }]), null)).toEqual({
    rungs: [],
    change: null,
    loss: 2.7,
  })
  const noLoss = ['a', 'b', 'c'].map((node) => dense(node, { gradient: null }))
  expect(ladderOf(fakeSignals(noLoss, { loss: null }), null).change).toBeNull()
})

it('says that a gradient is 0 or no number rather than a finite ratio', () => {
  const ratio = (first: number, last: number) =>
    ladderOf(
      fakeSignals([dense('a', { gradient: first }), dense('b', { gradient: last }), dense('out')]),
      null,
    ).change?.ratio
  expect(ratio(0, 1)).toBe(Number.POSITIVE_INFINITY)
  expect(ratio(1, 0)).toBe(0)
  expect(ratio(0, 0)).toBeNaN()
  expect(ratio(Number.NaN, 1)).toBeNaN()
})

it('is computed of 1,000 layers without recursion', () => {
  const { rungs, change } = ladderOf(
    fakeSignals(Array.from({ length: 1001 }, (_, i) => dense(`d${i}`, { gradient: 1 + i }))),
    null,
  )
  expect([rungs.length, change?.last.depth]).toEqual([1000, 999])
})
