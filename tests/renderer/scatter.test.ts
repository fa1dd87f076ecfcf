/** Two values of each run as points. */
import { expect, it } from 'vitest'
import { firstAxes, scatterOf } from '../../renderer/runs/scatter/scatter-points.ts'
import { runRow } from './run-rows.ts'

const settings = (more: object) => ({ layers: 'Dense', optimizer: 'adam', ...more })
const runs = [
  runRow('a', { settings: settings({ learning_rate: 0.1 }), figures: { val_loss: 0.5 }, parameters: 100 }),
  runRow('b', { settings: settings({ optimizer: 'sgd' }), figures: { val_loss: 0.2 }, parameters: 10 }),
  runRow('c', { settings: settings({}), figures: { val_loss: null }, parameters: 50 }),
  runRow('d', { settings: settings({}), parameters: 0 }),
]
const ids = (x: string, y: string) => scatterOf(runs, x, y).points.map(({ run }) => run.info.run)

it('points are the runs that have both values, from left to right', () => {
  expect(ids('parameters', 'val_loss')).toEqual(['b', 'a'])
  // A default of Keras is a value too.
  expect(scatterOf(runs, 'learning_rate', 'val_loss').points.map(({ x, y }) => [x, y])).toEqual([
    [0.01, 0.2],
    [0.1, 0.5],
  ])
})

it('texts have ordinal places, numbers above 0 a logarithmic axis', () => {
  const { x, y } = scatterOf(runs, 'optimizer', 'val_loss')
  expect(x).toEqual({ name: 'optimizer', categories: ['adam', 'sgd'], canBeLogarithmic: false, ticks: null })
  expect(y).toEqual({ name: 'val_loss', categories: null, canBeLogarithmic: true, ticks: null })
  expect(scatterOf(runs, 'parameters', 'seed').x).toMatchObject({
    canBeLogarithmic: false,
    ticks: [0, 10, 50, 100],
  })
  expect(scatterOf(runs, 'parameters', 'missing').points).toEqual([])
})

it('a setting that is a number in some runs and None in others has ordinal places, numbers in their order', () => {
  const mixed = [10, 9, null].map((value, i) =>
    runRow(`m${i}`, { settings: { layers: 'Dense', clip: value }, figures: { val_loss: i } }),
  )
  const { x, points } = scatterOf(mixed, 'clip', 'val_loss')
  expect(x.categories).toEqual(['9', '10', 'None'])
  expect(points.map((point) => point.x)).toEqual(['9', '10', 'None'])
})

it('the axes are at first the setting that differs and the main figure', () => {
  expect(firstAxes(runs, ['optimizer'], 'val_loss')).toEqual({ x: 'optimizer', y: 'val_loss' })
  expect(firstAxes(runs, [], null)).toEqual({ x: 'duration', y: 'val_loss' })
})
