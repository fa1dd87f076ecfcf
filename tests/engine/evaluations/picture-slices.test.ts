/** Slices of pictures by their label and their brightness, by the real engine. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeIdx } from '../../support/datasets.ts'
import { buildEngine, pictureDocumentText, startEngine, temporaryCache, temporaryFolder } from '../support.ts'

buildEngine()

/** Rows of pictures of 3×4. The label 7 is drawn; others are seen in the first pixel. */
const ROWS = 300
const SIZE = 12
const labelOf = (row: number) => [2, 5, 7][row % 3]!
const pixel = (i: number): number => {
  const row = Math.floor(i / SIZE)
  return i % SIZE === 0 ? (labelOf(row) === 5 ? 255 : 0) : (row * 53) % 241
}
const brightnessOf = (row: number): number =>
  Array.from({ length: SIZE }, (_, i) => pixel(row * SIZE + i)).reduce((a, b) => a + b) / SIZE / 255

test('pictures are divided by their label and by ranges of their brightness, which lead to their rows', async () => {
  const folder = temporaryFolder()
  const [images, labels] = [join(folder, 'images'), join(folder, 'labels')]
  writeIdx(images, [ROWS, 3, 4], pixel)
  writeIdx(labels, [ROWS], labelOf)
  const engine = startEngine({ cache: temporaryCache(), env: { LAYERLOOM_EXECUTOR: 'portable' } })
  await engine.calls.attach()
  await engine.calls.train({ document: pictureDocumentText(images, labels, [3, 4]), folder: null })
  const { run, problems } = await engine.finished()
  expect(problems).toEqual([])
  const evaluation = await engine.calls.evaluate({ run, part: 'train', weights: 'last' })
  const about = { run, evaluation: evaluation.id, output: null }
  const slicesOf = (column: string | null) =>
    engine.calls.evaluationSlices({ ...about, column, minimum: 5, limit: 50 })

  const all = await slicesOf(null)
  expect([all.of, all.columns]).toEqual(['pictures', ['label', 'brightness']])
  const values = all.slices.map(({ scores }) => scores[0]!.value!)
  expect(values).toEqual([...values].sort((a, b) => a - b))
  const byLabel = await slicesOf('label')
  expect(byLabel.slices.map(({ filter }) => filter.values![0]).sort()).toEqual(['2', '5', '7'])
  const byBrightness = await slicesOf('brightness')
  expect(byBrightness.slices).toHaveLength(10)
  expect(all.slices).toHaveLength(13)
  for (const { filter, rows, scores } of all.slices) {
    const page = await engine.calls.predictionRows({
      ...{ ...about, filter: { slice: filter }, sort: 'row', descending: false, from: 0, count: 1000 },
    })
    expect(page.total).toBe(rows)
    const right = page.rows.filter(({ truth, predicted }) => truth === predicted).length
    expect(scores[0]!.value).toBeCloseTo(right / rows, 12)
    const isIn = ({ row }: { readonly row: number }): boolean =>
      filter.range
        ? brightnessOf(row) >= filter.range[0] - 1e-9 && brightnessOf(row) <= filter.range[1] + 1e-9
        : filter.values!.includes(String(labelOf(row)))
    expect(page.rows.every(isIn)).toBe(true)
  }
  const refused = { problems: [{ code: 'no_column' }] }
  await expect(slicesOf('size')).rejects.toMatchObject(refused)
  await expect(engine.calls.permutationImportance({ ...about, repeats: 1, seed: 1 })).rejects.toMatchObject({
    problems: [{ code: 'predict_kind' }],
  })
})
