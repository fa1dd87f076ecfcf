/** Thinning, alignment, ranges and ticks of the charts, and the best epoch. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { align, alignOnGrid, isCommonAxis } from '../../../renderer/charts/align.ts'
import { type Curve, crop, downsample } from '../../../renderer/charts/curve.ts'
import {
  epochRange,
  roundRange,
  roundStep,
  ticksOf,
  tickText,
  valueRange,
} from '../../../renderer/charts/range.ts'
import {
  bestEpoch,
  epochCurve,
  meanSpeed,
  monitoredMetric,
  runningCurve,
  validationOrTraining,
} from '../../../renderer/charts/run-curves.ts'
import { isBounded } from '../../../shared/catalog/metrics/index.ts'
import type { EpochEnd, RunResult } from '../../../shared/ipc/contract/index.ts'

const curve = (x: readonly number[], y: readonly number[]): Curve => ({
  x: Float64Array.from(x),
  y: Float64Array.from(y),
})
const generated = (count: number, value: (i: number) => number): Curve => ({
  x: Float64Array.from({ length: count }, (_, i) => i / 100),
  y: Float64Array.from({ length: count }, (_, i) => value(i)),
})
const end = (epoch: number, at: Partial<EpochEnd> = {}): EpochEnd => ({
  run: 'r',
  epoch,
  train: Float32Array.of(1 / epoch, 0.5),
  validation: Float32Array.of(2 / epoch, 0.25),
  learningRate: 0.01,
  millisecondsPerStep: 1,
  best: true,
  waited: 0,
  ...at,
})

describe('thin', () => {
  it('returns a sparse curve unchanged', () => {
    const sparse = generated(100, Math.sin)
    expect(downsample(sparse, 0, 1, 50)).toBe(sparse)
  })

  it('keeps a spike of one point among a hundred thousand', () => {
    const spiky = generated(100_000, (i) => (i === 54_321 ? 9 : i === 70_000 ? -9 : Math.sin(i / 1000)))
    const thinned = downsample(spiky, 0, 1000, 400)
    expect(thinned.x.length).toBeLessThanOrEqual(2 * 401 + 2)
    expect(Math.max(...thinned.y)).toBe(9)
    expect(Math.min(...thinned.y)).toBe(-9)
    expect(thinned.x[thinned.y.indexOf(9)]).toBe(543.21)
  })

  it('keeps one gap of several adjacent ones', () => {
    const withGaps = generated(10_000, (i) => (i >= 5000 && i < 5200 ? Number.NaN : 1))
    const thinned = downsample(withGaps, 0, 100, 200)
    expect([...thinned.y].filter(Number.isNaN)).toHaveLength(1)
  })

  it('keeps order, ends and extremes of any curve', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 2000 }),
        fc.integer({ min: 1, max: 300 }),
        (values, pixels) => {
          const original = generated(values.length, (i) => values[i]!)
          const thinned = downsample(original, 0, original.x.at(-1)!, pixels)
          expect(thinned.x[0]).toBe(original.x[0])
          expect(thinned.x.at(-1)).toBe(original.x.at(-1))
          for (let i = 1; i < thinned.x.length; i++) expect(thinned.x[i]!).toBeGreaterThan(thinned.x[i - 1]!)
          expect(Math.max(...thinned.y)).toBe(Math.max(...original.y))
          expect(Math.min(...thinned.y)).toBe(Math.min(...original.y))
          expect(thinned.x.length).toBeLessThanOrEqual(2 * pixels + 4)
        },
      ),
    )
  })
})

describe('align', () => {
  it('merges the x values: undefined where a curve has no point, null where it has a gap', () => {
    const [x, first, second] = align([curve([0.5, 1, 1.5], [3, 2, Number.NaN]), curve([1, 2], [7, 8])])
    expect([...x]).toEqual([0.5, 1, 1.5, 2])
    expect(first).toEqual([3, 2, null, undefined])
    expect(second).toEqual([undefined, 7, undefined, 8])
  })

  it('keeps the last of several values with the same x', () => {
    expect(align([curve([1, 1], [3, 4])])).toEqual([Float64Array.of(1), [4]])
  })

  it('has an empty axis for empty curves', () => {
    expect(align([curve([], []), curve([], [])])).toEqual([new Float64Array(0), [], []])
  })
})

describe('a part of a curve', () => {
  it('has its points and the next ones beyond', () => {
    const whole = curve([0, 1, 2, 3, 4], [0, 1, 2, 3, 4])
    expect([...crop(whole, { from: 1.5, to: 2.5 }).y]).toEqual([1, 2, 3])
    expect([...crop(whole, { from: -1, to: 9 }).y]).toEqual([0, 1, 2, 3, 4])
  })

  it('has no points of a curve that lies beyond one of its ends', () => {
    const later = curve([10, 20], [1, 2])
    expect(crop(later, { from: 0, to: 9 }).x.length).toBe(0)
    expect(crop(later, { from: 21, to: 30 }).x.length).toBe(0)
    expect([...crop(later, { from: 0, to: 10 }).y]).toEqual([1, 2])
    expect(crop(curve([], []), { from: 0, to: 9 }).x.length).toBe(0)
  })
})

describe('curves with other positions', () => {
  const waves = Array.from({ length: 3 }, (_, c) => ({
    x: Float64Array.from({ length: 5000 }, (_, i) => i + c / 10),
    y: Float64Array.from({ length: 5000 }, (_, i) => (i === 2500 ? 9 : Math.sin(i / 50) + c)),
  }))

  it('are found: of a common axis at most half of the positions are new', () => {
    expect(isCommonAxis([waves[0]!, waves[0]!, crop(waves[0]!, { from: 0, to: 100 })])).toBe(true)
    expect(isCommonAxis(waves)).toBe(false)
    expect(isCommonAxis([curve([1, 2], [0, 0]), curve([1.5, 2.5], [0, 0])])).toBe(true)
  })

  it('are on a grid that keeps their extremes and gaps, and goes on beyond the shown part', () => {
    const shown = { from: 1000, to: 4000 }
    const [axis, ...columns] = alignOnGrid(waves, shown, 300)
    expect(axis.length).toBe(606)
    expect([axis[0]! < shown.from, axis.at(-1)! > shown.to]).toEqual([true, true])
    for (const [c, column] of columns.entries()) {
      const values = [...column].filter((value) => typeof value === 'number')
      expect(Math.max(...values)).toBe(9)
      expect(Math.min(...values)).toBeCloseTo(c - 1, 2)
    }
    const sparse = alignOnGrid([curve([0, 100], [0, 100])], { from: 40, to: 60 }, 10)
    expect(sparse[1]!.filter((value) => value !== undefined)).toEqual(
      [38.5, 63.5].map((y) => expect.closeTo(y)),
    )
    const gap = alignOnGrid([curve([1, 5, 9], [1, Number.NaN, 2])], { from: 0, to: 10 }, 10)
    expect(gap[1]!.filter((value) => value !== undefined)).toEqual([1, null, 2])
  })

  it('are in the same cells wherever the shown part begins', () => {
    const at = (from: number) => {
      const [axis, column] = alignOnGrid(waves, { from, to: from + 1000 }, 100)
      return new Map(Array.from(axis, (x, i) => [x, column![i]]))
    }
    const [before, after] = [at(1000), at(1030)]
    expect(
      [...after].filter(([x]) => x < 1900).every(([x, y]) => !before.has(x) || before.get(x) === y),
    ).toBe(true)
    expect([...after.keys()].filter((x) => before.has(x)).length).toBeGreaterThan(150)
  })
})

describe('ranges', () => {
  it('rounds steps to 1, 2, 2.5 and 5', () => {
    expect([0.03, 0.1, 0.11, 2.2, 3, 60].map(roundStep)).toEqual([0.05, 0.1, 0.2, 2.5, 5, 100])
    expect(roundStep(0)).toBe(1)
  })

  it('starts and ends on ticks, of which there are 2 to 7', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (low, size) => {
          const range = roundRange(low, low + size, 4)
          expect(range.from).toBeLessThanOrEqual(low)
          expect(range.to).toBeGreaterThanOrEqual(low + size)
          expect(ticksOf(range).length).toBeGreaterThanOrEqual(2)
          expect(ticksOf(range).length).toBeLessThanOrEqual(7)
        },
      ),
    )
  })

  it('has a nonempty range for one value or none', () => {
    const single = roundRange(0.5, 0.5, 4)
    expect(single.from).toBeLessThan(0.5)
    expect(single.to).toBeGreaterThan(0.5)
    expect(roundRange(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 4)).toMatchObject({
      from: 0,
      to: 1,
    })
  })

  it('has a step for values arbitrarily close to 0', () => {
    expect(roundRange(0, 1e-323, 2)).toEqual({ from: 0, to: 1, step: 1 })
    expect(roundRange(0, 1e-299, 2).to).toBeGreaterThanOrEqual(1e-299)
  })

  it('does not let the first steps flatten the rest', () => {
    const running = generated(1000, (i) => (i < 20 ? 50 : 0.4))
    const range = valueRange([curve([1, 2], [0.5, 0.4])], running, 4)
    expect(range.to).toBeLessThan(1)
  })

  it('stays within 0 to 1 for a bounded figure only', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.constantFrom(2, 4),
        (values, ticks) => {
          const share = curve(
            values.map((_, i) => i + 1),
            values,
          )
          const range = valueRange([share], curve([], []), ticks, true)
          expect(range.from).toBeGreaterThanOrEqual(0)
          expect(range.to).toBeLessThanOrEqual(1)
          expect(range.from).toBeLessThanOrEqual(Math.min(...values))
          expect(range.to).toBeGreaterThanOrEqual(Math.max(...values))
          expect(ticksOf(range).length).toBeGreaterThanOrEqual(2)
        },
      ),
    )
    const nearOne = curve([1, 2], [0.96, 1])
    expect(valueRange([nearOne], curve([], []), 4, true).to).toBe(1)
    expect(valueRange([nearOne], curve([], []), 4).to).toBeGreaterThan(1)
  })

  it('includes a value beyond the bounds', () => {
    expect(valueRange([curve([1, 2], [0.5, 1.2])], curve([], []), 4, true).to).toBeGreaterThanOrEqual(1.2)
  })

  it('ignores a loss that is not a number', () => {
    expect(valueRange([curve([1], [Number.NaN])], curve([], []), 4)).toMatchObject({ from: 0, to: 1 })
  })

  it('includes all epochs of a short training, grows ahead of a long one, ends at the last', () => {
    expect(epochRange(0.3, 1, true)).toEqual({ from: 0, to: 1, step: 1 })
    expect(epochRange(6.5, 30, true)).toEqual({ from: 0, to: 30, step: 5 })
    expect(epochRange(3, 1000, true).to).toBe(10)
    expect(epochRange(100, 1000, true)).toEqual({ from: 0, to: 125, step: 25 })
    expect(epochRange(999, 1000, true).to).toBe(1000)
    expect(epochRange(12, 30, false)).toEqual({ from: 0, to: 12, step: 2 })
    expect(ticksOf(epochRange(1000, 1000, false))).toEqual([0, 200, 400, 600, 800, 1000])
  })

  it('formats ticks with the same number of digits and without rounding noise', () => {
    expect(ticksOf({ from: 0, to: 0.3, step: 0.1 }).map((tick) => tickText(tick, 0.1))).toEqual([
      '0.0',
      '0.1',
      '0.2',
      '0.3',
    ])
    expect(tickText(0.125, 0.025)).toBe('0.125')
    expect(tickText(12000, 2000)).toBe('12,000')
    expect(tickText(2e-6, 1e-6)).toBe('2.0e-6')
    expect(tickText(1e6, 5e5)).toBe('1.0e+6')
  })
})

describe('curves of a run', () => {
  const points = {
    count: 2,
    x: Float64Array.of(0.5, 1, 0, 0),
    series: [Float64Array.of(3, 2, 0, 0), Float64Array.of(0.1, 0.2, 0, 0)],
  }

  it('use the filled part of the point arrays', () => {
    expect([...runningCurve(points, 1).y]).toEqual([0.1, 0.2])
    expect(runningCurve(points, 7).x).toHaveLength(0)
  })

  it('have one figure per epoch, and none for a run without validation', () => {
    expect([...epochCurve([end(1), end(2)], 'train', 0).y]).toEqual([1, 0.5])
    expect(epochCurve([end(1, { validation: null })], 'validation', 0).x).toHaveLength(0)
  })

  it('mark the last improved epoch, until the result names the best one', () => {
    const ends = [end(1), end(2), end(3, { best: false })]
    const result: RunResult = {
      run: 'r',
      state: 'finished',
      bestEpoch: 1,
      folder: null,
      seconds: 1,
      problems: [],
      reason: { en: '', ko: '' },
    }
    expect(bestEpoch(ends, null)?.epoch).toBe(2)
    expect(bestEpoch(ends, result)?.epoch).toBe(1)
    expect(bestEpoch(ends, { ...result, bestEpoch: null })?.epoch).toBe(2)
    expect(bestEpoch([], null)).toBeNull()
    expect(validationOrTraining(end(2), 0)).toBe(1)
    expect(validationOrTraining(end(2, { validation: null }), 0)).toBe(0.5)
  })

  it('have the mean speed of the whole run, not of its end', () => {
    const ends = [
      end(1, { millisecondsPerStep: 2 }),
      end(2, { millisecondsPerStep: 2 }),
      end(3, { millisecondsPerStep: 40 }),
    ]
    expect(meanSpeed(ends)).toBeCloseTo(3000 / 44)
    expect(meanSpeed([])).toBeNaN()
  })

  it('name the deciding figure: the monitor of early stopping, else the loss', () => {
    const info = { series: ['loss', 'accuracy'] }
    expect(monitoredMetric(info, end(2))).toEqual({ name: 'val_loss', value: 1 })
    expect(monitoredMetric(info, end(2, { validation: null }))).toEqual({ name: 'loss', value: 0.5 })
    expect(monitoredMetric({ ...info, monitor: 'loss' }, end(2))).toEqual({ name: 'loss', value: 0.5 })
    expect(monitoredMetric({ ...info, monitor: 'val_nothing' }, end(2)).name).toBe('val_loss')
  })
})

it('knows by Keras’s name which figures are bounded by 0 and 1', () => {
  for (const name of [
    'accuracy',
    'auc_1',
    'species_recall',
    'weighted_f1_score',
    'top_k_categorical_accuracy',
  ])
    expect(isBounded(name), name).toBe(true)
  for (const name of [
    'loss',
    'precision_loss',
    'true_positives',
    'mean_absolute_error',
    'r2_score',
    'cosine_similarity',
  ])
    expect(isBounded(name), name).toBe(false)
})
