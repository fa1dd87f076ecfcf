/** The comparison of runs: curves on one axis, differences, exports. */
import { describe, expect, it } from 'vitest'
import {
  comparedFigures,
  comparedSettings,
  formatDifference,
  toCsv,
  toMarkdown,
} from '../../renderer/runs/compare/comparison.ts'
import { linesOf, lineTitle, placesIn, shortLineTitle } from '../../renderer/runs/compare/lines.ts'
import {
  curveOf,
  jointCurve,
  positionsOf,
  smooth,
  valueNear,
} from '../../renderer/runs/compare/run-series.ts'
import { markOf } from '../../renderer/runs/run-colors.ts'
import type { RunRow } from '../../renderer/runs/table/run-values.ts'
import type { EpochEnd } from '../../shared/ipc/contract/index.ts'
import { type RowOptions, runRow } from './run-rows.ts'

const end = (epoch: number, loss: number, validation: number): EpochEnd => ({
  run: 'a',
  epoch,
  train: Float32Array.of(loss, 0.5),
  validation: Float32Array.of(validation, 0.25),
  learningRate: 0.1,
  millisecondsPerStep: 2,
  best: false,
  waited: 0,
})
const { info } = runRow('a')

describe('curves', () => {
  it('are of training or of validation', () => {
    const ends = [end(1, 1, 2), end(2, 0.5, 1)]
    expect([...curveOf(info, ends, 'loss', 'epoch').y]).toEqual([1, 0.5])
    expect([...curveOf(info, ends, 'val_loss', 'epoch').y]).toEqual([2, 1])
    expect([...curveOf(info, ends, 'val_accuracy', 'epoch').y]).toEqual([0.25, 0.25])
    expect([...curveOf(info, ends, 'other', 'epoch').y]).toEqual([Number.NaN, Number.NaN])
  })

  it('are over epochs, steps or seconds, also where epochs are left out', () => {
    const ends = [end(1, 1, 1), end(5, 1, 1)]
    expect([...positionsOf(info, ends, 'epoch')]).toEqual([1, 5])
    expect([...positionsOf(info, ends, 'step')]).toEqual([10, 50])
    expect([...positionsOf(info, ends, 'time')]).toEqual([0.02, 0.1])
  })

  it('are smoothed by a moving average that starts at the first value and leaves gaps', () => {
    const raw = { x: Float64Array.of(1, 2, 3, 4), y: Float64Array.of(1, Number.NaN, 0, 0) }
    const { y } = smooth(raw, 0.5)
    expect(y[0]).toBe(1)
    expect(y[1]).toBeNaN()
    expect(y[2]).toBeCloseTo(1 / 3)
    expect(y[3]).toBeCloseTo(1 / 7)
    expect(smooth(raw, 0)).toEqual(raw)
  })

  it('have the value of the last epoch before a position', () => {
    const curve = { x: Float64Array.of(1, 2, 5), y: Float64Array.of(10, 20, 50) }
    expect([0, 1, 4.9, 5, 9].map((x) => valueNear(curve, x))).toEqual([Number.NaN, 10, 20, 50, 50])
  })
})

it('no two of the first 18 runs look alike', () => {
  const marks = Array.from({ length: 18 }, (_, i) => JSON.stringify(markOf(i)))
  expect(new Set(marks).size).toBe(18)
})

describe('differences', () => {
  const wide = runRow('wide', {
    settings: { layers: 'Input, Dense, Output', optimizer: 'adam', 'Dense.units': 300 },
    figures: { val_loss: 0.5, val_accuracy: 0.9 },
    parameters: 1000,
    name: 'Net | wide',
  })
  const narrow = runRow('narrow', {
    settings: {
      layers: 'Input, Dense, Output',
      optimizer: 'adam',
      'Dense.units': 10,
      'Dense.use_bias': false,
    },
    figures: { val_loss: 0.4, val_accuracy: 0.9 },
    parameters: 100,
    name: '=1+1',
  })

  it('are the settings that differ, and only those', () => {
    expect(comparedSettings(linesOf([wide, narrow], true))).toEqual([
      { name: 'Dense.units', values: ['300', '10'] },
      { name: 'Dense.use_bias', values: ['True', 'False'] },
      { name: 'parameters', values: ['1,000', '100'] },
    ])
    expect(comparedSettings(linesOf([wide], true))).toEqual([])
  })

  it('are the figures against a baseline, with the best one', () => {
    const [loss, accuracy] = comparedFigures(linesOf([wide, narrow], true), 'narrow')
    expect(loss).toMatchObject({ name: 'val_loss', best: 1 })
    expect(loss!.differences[0]).toBeCloseTo(0.1)
    expect(loss!.differences[1]).toBe(null)
    expect(accuracy).toMatchObject({ name: 'val_accuracy', best: null })
    expect(comparedFigures(linesOf([wide, narrow], true), null)[0]!.differences[1]).toBeCloseTo(-0.1)
    expect([0.0021, -0.013].map(formatDifference)).toEqual(['+0.0021', '−0.0130'])
  })

  it('are copied as CSV, without formulas, and as Markdown', () => {
    const csv = toCsv([wide, narrow]).split('\r\n')
    expect(csv[0]).toBe(",Net | wide · seed 1,'=1+1 · seed 1")
    expect(csv).toContain('val_loss,0.5,0.4')
    const markdown = toMarkdown([wide, narrow]).split('\n')
    expect(markdown[0]).toBe('|  | Net \\| wide · seed 1 | =1+1 · seed 1 |')
    expect(markdown[1]).toBe('|---|---:|---:|')
    expect(markdown).toContain('| Dense.units | 300 | 10 |')
  })
})

describe('runs of one setting', () => {
  const SET = '4a5cdb49-2c3b-4ac1-a7aa-70f9a6cd1a30'
  const fold = (index: number, accuracy: number): RunRow => {
    const settings = { layers: 'Dense', 'split.fold': index }
    const row = runRow(`f${index}`, {
      name: `Net · fold ${index + 1}/3`,
      settings,
      figures: { val_accuracy: accuracy },
    })
    return { ...row, info: { ...row.info, set: { id: SET, index, count: 3 } } }
  }
  const seed = (value: number, more: RowOptions = {}) =>
    runRow(`s${value}`, {
      name: 'Net',
      seed: value,
      settings: { layers: 'Dense' },
      figures: { val_accuracy: 0.5 },
      ...more,
    })
  const folds = [fold(0, 0.7), fold(1, 0.9), fold(2, 0.8)]
  const ids = (runs: readonly RunRow[], joins = true) =>
    linesOf(runs, joins).map((line) => line.runs.map(({ info }) => info.run).join('+'))

  it('are one line if they differ in fold or seed only', () => {
    expect(ids([seed(1), folds[0]!, seed(2), folds[1]!])).toEqual(['s1+s2', 'f0+f1'])
    expect(ids([seed(1), seed(2, { settings: { layers: 'Dense', optimizer: 'adam' } })])).toEqual([
      's1',
      's2',
    ])
    expect(ids([seed(1), seed(2, { path: '/other.loom' })])).toEqual(['s1', 's2'])
    expect(ids(folds, false)).toEqual(['f0', 'f1', 'f2'])
  })

  it('are a line each in a set of optimizers', () => {
    const runs = ['sgd', 'adam'].map((optimizer, index) => {
      const row = seed(1, { settings: { optimizer } })
      const set = { id: SET, index, count: 2, kind: 'optimizers' as const }
      return { ...row, info: { ...row.info, run: optimizer, set } }
    })
    expect(ids(runs)).toEqual(['sgd', 'adam'])
    expect(linesOf(runs, true).map(shortLineTitle)).toEqual(['momentum', 'Nesterov'])
  })

  it('stay apart where a seed repeats, or nothing is known of their settings', () => {
    const again = { ...seed(1), info: { ...seed(1).info, run: 'again' } }
    expect(ids([seed(1), again])).toEqual(['s1', 'again'])
    expect(ids([seed(1, { settings: {} }), seed(2, { settings: {} })])).toEqual(['s1', 's2'])
  })

  it('have one colour, the mean and the range of their figures, and no differences among themselves', () => {
    const lines = linesOf([...folds, seed(1)], true)
    expect(lines.map(lineTitle)).toEqual(['Net', 'Net'])
    expect([...placesIn(lines)]).toEqual([
      ['f0', 0],
      ['f1', 0],
      ['f2', 0],
      ['s1', 1],
    ])
    const [accuracy] = comparedFigures(lines, 's1')
    expect(accuracy).toMatchObject({ best: 0, differences: [expect.closeTo(0.3), null] })
    expect(accuracy!.values).toEqual([expect.closeTo(0.8), 0.5])
    expect(accuracy!.ranges).toEqual([expect.objectContaining({ min: 0.7, max: 0.9, count: 3 }), null])
    expect(comparedSettings(lines)).toEqual([{ name: 'split.fold', values: ['0–2', 'None'] }])
    expect(comparedSettings(linesOf(folds, true))).toEqual([{ name: 'split.fold', values: ['0–2'] }])
  })

  it('have mean and range of the runs that have reached an epoch, also where epochs are left out', () => {
    const long = { info, ends: [end(1, 0, 4), end(2, 0, 2), end(3, 0, 1)] }
    const short = { info, ends: [end(1, 0, 2), end(2, 0, Number.NaN)] }
    const thin = { info, ends: [end(1, 0, 6), end(3, 0, 3)] }
    const { mean, low, high } = jointCurve([long, short, thin], 'val_loss', 'step')
    expect([...mean.x]).toEqual([10, 20, 30])
    expect([...mean.y]).toEqual([4, 4, 2])
    expect([...low.y]).toEqual([2, 2, 1])
    expect([...high.y]).toEqual([6, 6, 3])
  })
})
