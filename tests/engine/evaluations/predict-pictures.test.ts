/** Predictions of all pictures of a file: with the number of each and its true class, the same as those of an evaluation. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import type { FileQuery } from '../../../shared/ipc/contract/index.ts'
import { writeIdx } from '../../support/datasets.ts'
import {
  buildEngine,
  pictureDocumentText,
  problemOf,
  startEngine,
  temporaryCache,
  temporaryFolder,
} from '../support.ts'

buildEngine()
const portable = { cache: temporaryCache(), env: { LAYERLOOM_EXECUTOR: 'portable' } }
const folder = temporaryFolder()
const images = join(folder, 'images')
const labels = join(folder, 'labels')
const classes = ['3', '5', '9']
/** Pictures of 4×6, each with the lines of its class bright. */
const pixel = (i: number) =>
  (Math.floor((i % 24) / 8) === Math.floor(i / 24) % 3 ? 180 : 20) + ((i * 37) % 61)
const ROWS = 90

async function trained(picture: string) {
  const engine = startEngine(portable)
  await engine.calls.attach()
  await engine.calls.train({ document: pictureDocumentText(picture, labels, [4, 6]), folder: null })
  const { problems, run } = await engine.finished()
  expect(problems).toEqual([])
  const out = join(engine.runs, 'out.csv')
  const predict = (query: Pick<FileQuery, 'data' | 'labels'>, probabilities = false) =>
    engine.calls.predictFile({ run, weights: 'last', out, probabilities, ...query })
  return { engine, run, out, predict }
}
const linesOf = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((text) => text.split(','))
async function messageOf(call: Promise<unknown>): Promise<string> {
  const problem = await problemOf(call)
  return problem ? `${problem.code}: ${problem.message.en}` : 'nothing'
}

beforeAll(() => {
  writeIdx(images, [ROWS, 4, 6], pixel)
  writeIdx(labels, [ROWS], (i) => Number(classes[i % 3]))
})

test('each picture has its number, its true class and the prediction of an evaluation', async () => {
  const { engine, run, out, predict } = await trained(images)
  const evaluation = await engine.calls.evaluate({ run, part: 'test', weights: 'last' })
  const { rows } = await engine.calls.predictionRows({
    ...{ run, evaluation: evaluation.id, output: null, filter: {}, sort: 'row', descending: false },
    ...{ from: 0, count: 100 },
  })
  const result = await predict({ data: images, labels }, true)
  const added = ['label_predicted', ...classes.map((name) => `label_probability_${name}`)]
  expect(result).toMatchObject({ rows: ROWS, columns: added, unpredicted: [] })
  const [header, ...lines] = linesOf(out)
  expect(header).toEqual(['row', 'label', ...added])
  expect(lines.map(([row, label]) => [row, label])).toEqual(
    Array.from({ length: ROWS }, (_, i) => [String(i), classes[i % 3]]),
  )
  expect(rows).toHaveLength(9)
  for (const { row, truth, predicted, probabilities } of rows) {
    expect(lines[row]!.slice(1, 3)).toEqual([classes[Number(truth)], classes[Number(predicted)]])
    for (const [i, each] of probabilities!.entries()) expect(Number(lines[row]![3 + i])).toBeCloseTo(each, 5)
  }
  // Without labels the column is absent; a packed file says the same.
  const packed = join(engine.runs, 'images.gz')
  writeFileSync(packed, gzipSync(readFileSync(images)))
  await predict({ data: packed })
  expect(linesOf(out)).toEqual([header!, ...lines].map(([row, , predicted]) => [row, predicted]))
})

test('more pictures than are in memory at a time, in order', async () => {
  const { out, predict, engine } = await trained(images)
  const many = join(folder, 'many')
  const count = 5000
  writeIdx(many, [count, 4, 6], (i) => pixel(i % (ROWS * 24)))
  await predict({ data: images })
  const few = linesOf(out).slice(1)
  await predict({ data: many })
  const lines = linesOf(out).slice(1)
  expect(lines).toEqual(Array.from({ length: count }, (_, i) => [String(i), few[i % ROWS]![1]]))
  expect(readdirSync(engine.runs).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('pictures that are not bytes are predicted as they are learned', async () => {
  const floats = join(folder, 'floats')
  const header = Buffer.from([0, 0, 13, 3, 0, 0, 0, ROWS, 0, 0, 0, 4, 0, 0, 0, 6])
  const body = Buffer.alloc(ROWS * 24 * 4)
  for (let i = 0; i < ROWS * 24; i++) body.writeFloatBE(pixel(i) / 100 - 1, 4 * i)
  writeFileSync(floats, Buffer.concat([header, body]))
  const { engine, run, out, predict } = await trained(floats)
  const evaluation = await engine.calls.evaluate({ run, part: 'test', weights: 'last' })
  const { rows } = await engine.calls.predictionRows({
    ...{ run, evaluation: evaluation.id, output: null, filter: {}, sort: 'row', descending: false },
    ...{ from: 0, count: 100 },
  })
  await predict({ data: floats }, true)
  const lines = linesOf(out).slice(1)
  for (const { row, probabilities } of rows)
    for (const [i, each] of probabilities!.entries()) expect(Number(lines[row]![2 + i])).toBeCloseTo(each, 5)
  expect(await messageOf(predict({ data: images }))).toMatch(
    /^predict_size: data: expected pictures of 4 × 6 numbers that are not bytes, .*received 4 × 6 bytes in /,
  )
  const refusal = /^predict_kind: .* Predict an IDX file/
  expect(await messageOf(engine.calls.dataRow({ run, at: { row: 0 } }))).toMatch(refusal)
  const pictures = { pictures: [new Uint8Array(24)] }
  expect(await messageOf(engine.calls.predictValues({ run, weights: 'last', rows: pictures }))).toMatch(
    refusal,
  )
})

test('a file that is not such pictures is refused, and nothing is written', async () => {
  const { out, predict, engine, run } = await trained(images)
  const own = join(folder, 'bad')
  mkdirSync(own)
  const file = (name: string, write: (path: string) => void): string => {
    write(join(own, name))
    return join(own, name)
  }
  const whole = readFileSync(images)
  const larger = file('larger', (path) => writeIdx(path, [10, 8, 6], pixel))
  const cut = file('cut', (path) => writeFileSync(path, whole.subarray(0, 700)))
  const cutPacked = file('cut.gz', (path) => writeFileSync(path, gzipSync(whole).subarray(0, 500)))
  const shortPacked = file('short.gz', (path) => writeFileSync(path, gzipSync(whole.subarray(0, 700))))
  const empty = file('empty', (path) => writeFileSync(path, ''))
  const noRows = file('none', (path) => writeIdx(path, [0, 4, 6], pixel))
  const table = file('table.csv', (path) => writeFileSync(path, 'a,b\n1,2\n'))
  const fewLabels = file('few', (path) => writeIdx(path, [10], () => 3))
  expect(await messageOf(predict({ data: larger }))).toMatch(
    /^predict_size: data: expected pictures of 4 × 6 bytes, as .*, received 8 × 6 bytes in .*larger\./,
  )
  expect(await messageOf(predict({ data: cut }))).toMatch(/^idx_truncated: data: .*declares 90 × 4 × 6/)
  expect(await messageOf(predict({ data: cutPacked }))).toMatch(/^idx_damaged: data: the compressed file/)
  expect(await messageOf(predict({ data: shortPacked }))).toMatch(/^idx_truncated: data: /)
  expect(await messageOf(predict({ data: empty }))).toMatch(/^idx_truncated: data: .*ends inside its header/)
  expect(await messageOf(predict({ data: noRows }))).toMatch(/^data_no_rows: /)
  expect(await messageOf(predict({ data: table }))).toMatch(/^idx_magic: data: .*is not an IDX file/)
  expect(await messageOf(predict({ data: own }))).toMatch(/^data_not_file: /)
  expect(await messageOf(predict({ data: images, labels: fewLabels }))).toMatch(/^idx_count: /)
  expect(await messageOf(predict({ data: images, labels: images }))).toMatch(/^idx_labels: /)
  const here = { run, weights: 'last', probabilities: false, data: larger } as const
  expect(await messageOf(engine.calls.predictFile({ ...here, out: larger }))).toMatch(
    /^predictions_overwrite/,
  )
  expect(await messageOf(engine.calls.predictFile({ ...here, out: images }))).toMatch(
    /^predictions_overwrite/,
  )
  const replaced = engine.calls.predictFile({ ...here, data: images, labels: fewLabels, out: fewLabels })
  expect(await messageOf(replaced)).toMatch(/^predictions_overwrite/)
  expect(existsSync(out)).toBe(false)
  expect(whole.equals(readFileSync(images))).toBe(true)
  expect(readdirSync(engine.runs).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('a window needs permission for the pictures, the labels and the file that is written; it can cancel', async () => {
  const { engine, run } = await trained(images)
  const asked: string[] = []
  const window = startEngine({
    ...portable,
    kind: 'window',
    runs: engine.runs,
    mayRead: async (path) => void asked.push(path),
    mayWrite: async (path) => void asked.push(path),
  })
  const out = join(engine.runs, 'window.csv')
  const predicted = window.calls.predictFile({
    ...{ run, weights: 'last', data: images, labels, out, probabilities: false },
  })
  await predicted
  expect(asked).toEqual([images, labels, out])
  const large = join(folder, 'large')
  writeIdx(large, [100_000, 4, 6], pixel)
  const cancelled = messageOf(
    window.calls.predictFile({ run, weights: 'last', data: large, out: `${out}2`, probabilities: true }),
  )
  await window.until(() => readdirSync(engine.runs).some((name) => name.endsWith('.part')))
  await window.calls.cancelPrediction(run)
  expect(await cancelled).toMatch(/^prediction_cancelled/)
  expect(readdirSync(engine.runs).filter((name) => /\.part$|csv2/.test(name))).toEqual([])
})
