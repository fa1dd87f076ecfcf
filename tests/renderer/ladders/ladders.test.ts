/** What the ladders of the dock show: lines, axes, names and sentences. */
import { expect, it } from 'vitest'
import {
  axisValuesOf,
  depthNames,
  depthTicks,
  type LadderLine,
  linksOf,
  pointsOf,
} from '../../../renderer/panels/ladders/ladder-lines.ts'
import {
  isFar,
  missingText,
  perLayerText,
  pointText,
  ratioText,
} from '../../../renderer/panels/ladders/ladder-text.ts'
import { logAxis, powerOfTen, powerText } from '../../../renderer/panels/ladders/log-axis.ts'
import { pointAfterKey } from '../../../renderer/ui/plot-keys.ts'
import { markOfVariant } from '../../../renderer/variants/variant-mark.ts'
import { ladderOf } from '../../../shared/signals/ladder.ts'
import { untranslated } from '../../../shared/text.ts'
import { type FakeCall, fakeSignals, lessonSignals } from '../../support/fake-signals.ts'

const lineOf = (name: string, ladder = ladderOf(lessonSignals(4.26), null), isShown = true): LadderLine => ({
  ...{ id: name, name: untranslated(name), mark: markOfVariant(0), ladder, isStale: false, isShown },
})
const chainOf = (...gradients: number[]) =>
  ladderOf(
    fakeSignals(
      [...gradients, 1].map((gradient, i): FakeCall => ({ node: `d${i}`, kernel: [8, 8], gradient })),
    ),
    null,
  )

it('places each layer at its depth, two lines side by side, with links between neighbours', () => {
  const [sigmoid, relu] = [lineOf('sigmoid'), lineOf('relu', ladderOf(lessonSignals(1), null), false)]
  const points = pointsOf([sigmoid, relu], 'gradient')
  expect(points.length).toBe(20)
  expect([points[0]!.x, points[10]!.x]).toEqual([-0.06, 0.06])
  expect(points[9]).toMatchObject({ value: 0.111, range: [0.0111, 0.333] })
  expect(linksOf(points).length).toBe(18)
  expect(pointsOf([sigmoid], 'signal')[0]).toMatchObject({ x: 0, range: null })
})

it('keeps 0 and NaN off the axis and its links, and says where they are', () => {
  const points = pointsOf([lineOf('a', chainOf(0, 0.5, Number.NaN, 1e-3, 0, 0, 0, 1))], 'gradient')
  expect(linksOf(points)).toEqual([])
  const { from, to } = logAxis(axisValuesOf(points), 4)
  expect([from, to]).toEqual([-4, 2])
  expect(missingText(points)?.en).toBe(
    'A logarithmic axis has no place for: exactly 0 at d0, d4, d5 +1; not finite at d2.',
  )
  expect(missingText(pointsOf([lineOf('b')], 'gradient'))).toBeNull()
  expect(pointText(points[0]!, true).en).toBe('d0: 0 (10 to 90 %: 0 to 0)')
  expect(pointText(points[1]!, false).ko).toBe('a, d1: 0.5 (10–90 %: 0.05–1.5)')
})

it('has an axis from power to power with few ticks, also of one value and of none', () => {
  expect(logAxis([2.4e-7, 0.111], 5)).toEqual({ from: -8, to: 0, ticks: [-8, -6, -4, -2, 0] })
  expect(logAxis([1e-38, 1e38], 4).ticks).toEqual([-50, 0, 50])
  expect(logAxis([0.1], 5)).toMatchObject({ from: -1, to: 1 })
  expect(logAxis([0, Number.NaN, Number.POSITIVE_INFINITY], 3)).toMatchObject({ from: 0, to: 2 })
  expect([-8, 0, 3].map(powerOfTen).map(powerText)).toEqual(['1e-8', '1', '1e3'])
})

it('names the layers under the axis as far as there is room', () => {
  const names = depthNames([lineOf('b', chainOf(1, 1, 1), false), lineOf('a')])
  expect(names.slice(0, 2)).toEqual(['dense', 'dense_1'])
  expect(
    depthTicks(names, 380)
      .map(({ text }) => text)
      .join(' '),
  ).toBe('dense _1 _2 _3 _4 _5 _6 _7 _8 _9')
  const long = Array.from({ length: 200 }, (_, i) => (i === 0 ? 'conv2d' : `conv2d_${i}`))
  const ticks = depthTicks(long, 380)
  expect(ticks.length).toBeLessThanOrEqual(14)
  expect(ticks[1]).toEqual({ depth: 15, text: '_15' })
  expect(depthTicks(['embedding', 'lstm', 'attention_layer'], 200).map(({ text }) => text)).toEqual([
    'embedding',
    'lstm',
    'attention_la…',
  ])
  expect(depthTicks(['embedding', 'attention', 'projection'], 100).map(({ text }) => text)).toEqual([
    'emb…',
    'att…',
    'pro…',
  ])
  expect(depthTicks([], 100)).toEqual([])
})

it('tells how the gradient changes in figures', () => {
  const change = (...gradients: number[]) => chainOf(...gradients).change!
  const texts = (...gradients: number[]) => [
    ratioText(change(...gradients)),
    perLayerText(change(...gradients)),
  ]
  const [sigmoid] = [ladderOf(lessonSignals(4.26), null).change!]
  expect([ratioText(sigmoid), perLayerText(sigmoid)]).toEqual(['1 : 462,000', '÷ 4.3'])
  expect(texts(1, 0.99)).toEqual(['1 : 0.99', '× 1.01'])
  expect(texts(1, 0.999)).toEqual(['1 : 0.999', '÷ 1.00'])
  expect(texts(64, 8, 1)).toEqual(['1 : 0.0156', '× 8'])
  expect(texts(0, 1)).toEqual(['1 : ∞', '–'])
  expect(texts(Number.NaN, 1)).toEqual(['1 : NaN', '–'])
  expect([change(1, 999), change(1, 1001), change(1001, 1), change(0, 1), change(0, 0)].map(isFar)).toEqual([
    false,
    true,
    true,
    true,
    true,
  ])
})

it('leads the keys along a line and from line to line', () => {
  const lines = ['a', 'a', 'a', 'b', 'b']
  const places = [0, 10, 20, 1, 19].map((left) => ({ left, top: 0 }))
  const go = (key: string, active: number | null) => pointAfterKey(key, active, lines, places)
  expect(['ArrowRight', 'ArrowLeft', 'Home', 'End', 'ArrowDown'].map((key) => go(key, null))).toEqual([
    0, 4, 0, 4, 0,
  ])
  expect([go('ArrowRight', 2), go('ArrowLeft', 3), go('End', 0), go('Home', 4)]).toEqual([2, 3, 2, 3])
  expect([go('ArrowDown', 2), go('ArrowUp', 3), go('ArrowUp', 0), go('ArrowDown', 4)]).toEqual([4, 0, 0, 4])
  expect(go('Enter', 0)).toBeUndefined()
  expect(pointAfterKey('ArrowUp', 0, ['a', 'a'], places)).toBeUndefined()
  expect(pointAfterKey('ArrowRight', 0, ['', ''], places)).toBe(1)
})

it('marks no two of twelve variants alike', () => {
  const marks = Array.from({ length: 12 }, (_, i) => JSON.stringify(markOfVariant(i)))
  expect(new Set(marks).size).toBe(12)
})
