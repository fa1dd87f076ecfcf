/** Slices, points and permutation importance of a run by the real engine. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { EvaluationSlices } from '../../../shared/ipc/contract/index.ts'
import { buildEngine, documentText, startEngine, temporaryCache, temporaryFolder } from '../support.ts'

buildEngine()
const cache = temporaryCache()
const portable = { cache, env: { LAYERLOOM_EXECUTOR: 'portable' } }

/** `a` decides the class but in rows of the place "far", where it is drawn; `noise` says nothing. */
function writeClasses(folder: string): string {
  const path = join(folder, 'places.csv')
  const rows = Array.from({ length: 600 }, (_, i) => {
    const a = ((i * 37) % 100) / 50 - 1
    const place = ['near', 'middle', 'far'][i % 3]!
    const kind = place === 'far' ? (i * 7) % 2 === 0 : a > 0
    return [a, ((i * 53) % 97) / 97, i % 20 === 0 ? '' : place, kind ? 'yes' : 'no'].join()
  })
  writeFileSync(path, ['a,noise,place,kind', ...rows].join('\n'))
  return path
}

interface Changes {
  readonly source: object
  readonly columns?: readonly object[]
  readonly last: object
  readonly output?: object
}

/** Trains a network of two features and evaluates its test rows. */
async function evaluatedRun(path: string, { source, columns = [], last, output = {} }: Changes) {
  const document = JSON.parse(
    documentText({ features: 2, path, split: { stratify: false, test: 0.3 }, training: { epochs: 30 } }),
  )
  Object.assign(document.data.source, source)
  document.data.columns = columns
  document.networks.main.layers.last.props = last
  document.networks.main.layers.output.props = output

  const engine = startEngine(portable)
  await engine.calls.attach()
  await engine.calls.train({ document: JSON.stringify(document), folder: null })
  const { run } = await engine.finished()
  const evaluation = await engine.calls.evaluate({ run, part: 'test', weights: 'last' })
  return { engine, run, evaluation, about: { run, evaluation: evaluation.id, output: null } }
}

describe('classes', () => {
  test('slices are ordered by their accuracy and lead to their rows; a column that decides is the important one', async () => {
    const path = writeClasses(temporaryFolder())
    const { engine, run, evaluation, about } = await evaluatedRun(path, {
      source: { target: 'kind', features: ['a', 'noise'] },
      last: { units: 2, activation: 'softmax' },
    })
    const { figures } = evaluation.figures.outputs[0]!
    const slices = await engine.calls.evaluationSlices({ ...about, column: null, minimum: 5, limit: 30 })
    expect(slices.columns).toEqual(['a', 'noise', 'place', 'kind'])
    expect(slices.all[0]!.value).toBeCloseTo(figures.scores[0]!.value!, 12)
    const values = slices.slices.map(({ scores }) => scores[0]!.value!)
    expect(values).toEqual([...values].sort((x, y) => x - y))
    expect(slices.slices.some(({ column }) => column === 'kind')).toBe(false)
    expect(new Set(slices.slices.map(({ column }) => column))).toEqual(new Set(['a', 'noise', 'place']))
    const place = await engine.calls.evaluationSlices({ ...about, column: 'place', minimum: 1, limit: 30 })
    expect(place.slices[0]!.filter).toEqual({ column: 'place', values: ['far'] })
    expect(place.slices.reduce((sum, { rows }) => sum + rows, 0)).toBe(evaluation.rows)
    expect(place.slices.some(({ filter }) => filter.values?.[0] === null)).toBe(true)
    await expectRows(place)
    await expectRows(await engine.calls.evaluationSlices({ ...about, column: 'a', minimum: 1, limit: 30 }))

    async function expectRows({ slices: some }: EvaluationSlices) {
      for (const { filter, rows, scores } of some) {
        const page = await engine.calls.predictionRows({
          ...{ ...about, filter: { slice: filter }, sort: 'row', descending: false, from: 0, count: 1000 },
        })
        expect(page.total).toBe(rows)
        const right = page.rows.filter(({ truth, predicted }) => truth === predicted).length
        expect(scores[0]!.value).toBeCloseTo(right / rows, 12)
      }
    }

    const importance = await engine.calls.permutationImportance({ ...about, repeats: 3, seed: 1 })
    expect(importance.baseline).toBeCloseTo(figures.scores[0]!.value!, 6)
    expect(importance.columns.map(({ column }) => column)).toEqual(['a', 'noise'])
    const { kind, epoch } = evaluation.weights
    expect(importance.weights).toEqual({ kind, epoch, isTraining: false, areEvaluated: true })
    const [a, noise] = importance.columns
    expect(a!.mean).toBeGreaterThan(0.1)
    expect(Math.abs(noise!.mean)).toBeLessThan(a!.mean / 2)
    expect(a!.low).toBeLessThanOrEqual(a!.mean)
    expect(await engine.calls.permutationImportance({ ...about, repeats: 3, seed: 1 })).toEqual(importance)
    await expect(engine.calls.evaluationPoints({ ...about, column: null, seed: 0 })).rejects.toMatchObject({
      problems: [{ code: 'no_numbers' }],
    })
    await expect(
      engine.calls.evaluationSlices({ ...about, column: 'size', minimum: 1, limit: 1 }),
    ).rejects.toMatchObject({ problems: [{ code: 'no_column' }] })

    const cancelled = engine.calls.permutationImportance({ ...about, repeats: 100, seed: 1 })
    const outcome = expect(cancelled).rejects.toMatchObject({ problems: [{ code: 'prediction_cancelled' }] })
    while (engine.seen.importances.at(-1)?.total !== 200) await engine.calls.evaluations(run)
    await engine.calls.cancelImportance(run)
    await outcome

    const slicing = engine.calls.evaluationSlices({ ...about, column: null, minimum: 1, limit: 1000 })
    const sliced = expect(slicing).rejects.toMatchObject({ problems: [{ code: 'prediction_cancelled' }] })
    await engine.calls.cancelSlices(run)
    await sliced

    // Other rows would be wrong ones.
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^-1,/m, '-2,'))
    await expect(
      engine.calls.evaluationSlices({ ...about, column: null, minimum: 1, limit: 1 }),
    ).rejects.toMatchObject({ problems: [{ code: 'data_changed' }] })
  })
})

describe('numbers', () => {
  test('points have the numbers of their rows and the values of a column', async () => {
    const path = join(temporaryFolder(), 'prices.csv')
    const rows = Array.from(
      { length: 300 },
      (_, i) => [i % 17, (i * 7) % 13, ['red', 'blue'][i % 2]] as const,
    )
    const priceOf = ([a, b]: (typeof rows)[number]) => 100 * a + 10 * b + 5000
    // A size may be no number, and then counts as missing.
    const lines = rows.map((row, i) => [...row, priceOf(row), i % 9 === 0 ? 'large' : i % 5].join())
    writeFileSync(path, ['a,b,color,price,size', ...lines].join('\n'))
    const { engine, evaluation, about } = await evaluatedRun(path, {
      source: { target: 'price', features: ['a', 'b'], task: 'number' },
      columns: [
        { name: 'price', steps: ['standardize'] },
        { name: 'size', type: 'number' },
      ],
      last: { units: 1, activation: 'linear' },
      output: { loss: 'mean_squared_error', metrics: ['mean_absolute_error'] },
    })
    const points = await engine.calls.evaluationPoints({ ...about, column: 'a', seed: 0 })
    expect(points).toMatchObject({ total: evaluation.rows, columns: ['a', 'b', 'color', 'price', 'size'] })
    if (points.values?.type !== 'number') throw new Error('expected numbers')
    for (const [i, a] of points.values.numbers.entries())
      expect(rows.some((row) => row[0] === a && Math.abs(priceOf(row) - points.truth[i]!) < 0.1)).toBe(true)
    const colors = await engine.calls.evaluationPoints({ ...about, column: 'color', seed: 0 })
    expect(new Set(colors.values?.type === 'text' ? colors.values.texts : [])).toEqual(
      new Set(['red', 'blue']),
    )
    // The row of a point is found by its numbers.
    const own = await engine.calls.predictionRows({
      ...about,
      filter: {
        truthRange: [points.truth[3]!, points.truth[3]!],
        predictedRange: [points.predicted[3]!, points.predicted[3]!],
      },
      ...{ sort: 'row', descending: false, from: 0, count: 10 },
    })
    expect(own.rows.map(({ truth }) => truth)).toContain(points.truth[3])
    const slices = await engine.calls.evaluationSlices({ ...about, column: 'a', minimum: 1, limit: 20 })
    expect(slices.scores.map(({ name }) => name)).toEqual(['mean_absolute_error', 'r2', 'loss'])
    const errors = slices.slices.map(({ scores }) => scores[0]!.value!)
    expect(errors).toEqual([...errors].sort((x, y) => y - x))
    const sizes = await engine.calls.evaluationSlices({ ...about, column: 'size', minimum: 1, limit: 20 })
    expect(sizes.slices.some(({ filter }) => filter.values?.[0] === null)).toBe(true)
    for (const { filter, rows: count } of sizes.slices) {
      const page = await engine.calls.predictionRows({
        ...{ ...about, filter: { slice: filter }, sort: 'row', descending: false, from: 0, count: 1 },
      })
      expect(page.total).toBe(count)
    }
    const importance = await engine.calls.permutationImportance({ ...about, repeats: 2, seed: 0 })
    expect(importance.columns[0]).toMatchObject({ column: 'a' })
    expect(importance.columns[0]!.mean).toBeGreaterThan(importance.columns[1]!.mean)
  })
})
