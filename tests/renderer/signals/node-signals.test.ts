/** What a card shows of signals: whose they are, what is unusual about them, in which words and where. */
import { expect, it } from 'vitest'
import { boxesOf } from '../../../renderer/geometry/boxes.ts'
import { barsPath } from '../../../renderer/signals/bars.ts'
import { callAt, faultOf, gradientLevel, indexSignals } from '../../../renderer/signals/node-signals.ts'
import { signalPlaces } from '../../../renderer/signals/places.ts'
import { formatShort, formatSpread, spokenSignals } from '../../../renderer/signals/texts.ts'
import { mainNetwork } from '../../../shared/document/document.ts'
import { groupNodes, setRepeat } from '../../../shared/document/edits.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import type { WeightSignals } from '../../../shared/signals/signals.ts'
import { chain } from '../../document/build.ts'
import { sampleCall, sampleGradients, sampleSignals } from '../../support/sample-signals.ts'

const kernel = (layer: string): WeightSignals => ({
  ...{ node: layer, layer, weight: 'kernel', shape: [100, 100], trainable: true },
  ...{ norm: 1, gradientNorm: 1, updateNorm: 1, nonFinite: 0, isSymmetric: false },
})

/** Dense layers whose mean gradients are these, the last one that of the Output. */
function ofGradients(...means: readonly number[]) {
  const names = means.map((_, i) => `dense_${i}`)
  const calls = means.map((mean, i) => sampleCall(names[i]!, { gradients: sampleGradients(mean) }))
  return indexSignals(sampleSignals({ calls, weights: names.map(kernel) }), null)
}

it('a gradient is compared with that at the last hidden layer', () => {
  const levels = (...means: readonly number[]) => {
    const index = ofGradients(...means)
    return index.signals.calls.map((call) => gradientLevel(index, call))
  }
  expect(levels(1e-6, 5e-5, 0.01, 0.1, 2)).toEqual(['very low', 'low', 'usual', 'usual', 'usual'])
  expect(levels(2000, 200, 0.1, 2)).toEqual(['very high', 'high', 'usual', 'usual'])
  expect(levels(0, 0.1, 2)).toEqual(['very low', 'usual', 'usual'])
  expect(levels(0.1)).toEqual(['usual'])
})

it('values that are not finite begin at one layer and go on from there', () => {
  const broken = (node: string) =>
    sampleCall(node, { outputs: { ...sampleCall(node).outputs, nonFinite: 256 } })
  const calls = [sampleCall('a'), broken('b'), broken('c')]
  const index = indexSignals(sampleSignals({ calls }), null)
  expect(calls.map((call) => faultOf(index, call))).toEqual([null, 'first', 'after'])
  expect(spokenSignals(calls[1]!, 256, 'usual', 'first').en).toBe(
    'outputs: 256 of 25,600 values are NaN or infinite, which begins here',
  )
})

it('a group shows the outputs of its last repetition, and its ports those that they pass on', () => {
  const once = groupNodes(chain('Input', 'Dense', 'Dropout', 'Output'), ['dense', 'dropout'])
  const [group] = Object.entries(mainNetwork(once).nodes).find(([, { kind }]) => kind === 'group')!
  const grouped = setRepeat(once, group, 2)
  const { structure, model } = analyze(grouped)
  const signals = sampleSignals({ calls: model!.calls.map(({ node }) => sampleCall(node)) })
  const index = indexSignals(signals, model)
  const nodeOf = (path: string) => callAt(index, structure, path)?.node ?? null
  expect(nodeOf(group)).toBe(`${group}#2/dropout`)
  const ports = [...structure.expanded.ports.keys()].filter((path) => path.startsWith(`${group}/`))
  expect(ports.map(nodeOf)).toEqual(['input', `${group}/dropout`])
  expect(nodeOf('unknown')).toBeNull()
})

it('figures are short, and in words for a screen reader', () => {
  expect([0.502, 12.34, 2.41e-7, 0, -0.05, 123456, Number.NaN].map(formatShort)).toEqual([
    '0.50',
    '12',
    '2.4e-7',
    '0',
    '−0.050',
    '123,000',
    'NaN',
  ])
  const { outputs } = sampleCall('dense')
  expect(formatSpread(outputs)).toBe('0.48 ± 0.13')
  expect(formatSpread({ ...outputs, mean: -3e-9, deviation: 0.96 })).toBe('0.00 ± 0.96')
  expect(spokenSignals(sampleCall('dense'), 256, 'very low', null)).toEqual({
    en: 'outputs 0.48 plus or minus 0.13, mean gradient 2.4e-7, very low',
    ko: '출력 평균 0.48, 표준편차 0.13, 기울기 평균 2.4e-7, 매우 작음',
  })
  expect(spokenSignals(sampleCall('dense', { gradients: null }), 256, 'usual', null).en).toBe(
    'outputs 0.48 plus or minus 0.13',
  )
})

it('they lie beside the card where nothing else is, else inside it', () => {
  const card = (x: number, y: number) => ({ x, y, width: 212, height: 52 })
  const down = new Map([
    ['top', card(128, 0)],
    ['left', card(0, 84)],
    ['middle', card(256, 84)],
    ['right', card(512, 84)],
  ])
  expect([...signalPlaces(down, 'down').values()]).toEqual(['after', 'before', 'inside', 'after'])
  const across = new Map([
    ['first', card(0, 0)],
    ['upper', card(308, -48)],
    ['lower', card(308, 48)],
  ])
  expect([...signalPlaces(across, 'right').values()]).toEqual(['after', 'after', 'after'])
  const straight = boxesOf(mainNetwork(chain('Input', 'Dense', 'Dense', 'Output')))
  expect(new Set(signalPlaces(straight, 'down').values())).toEqual(new Set(['after']))
})

it('a histogram has a bar for each bin with a value, and none without any', () => {
  expect(barsPath({ from: 0, to: 1, counts: [0, 2, 1, 0] }, 40, 10)).toBe(
    'M10.00 10v-10.00h9.25V10zM20.00 10v-5.00h9.25V10z',
  )
  expect(barsPath({ from: 0, to: 1, counts: [1, 10_000] }, 40, 10)).toContain('v-1.00')
  expect(barsPath({ from: 0, to: 1, counts: [0, 0] }, 40, 10)).toBe('')
})
