/** Checks the program of every example: its text equals the golden file, and the real Keras runs it unedited for one epoch on small
 *  files. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareData } from '../../electron/engine/data/index.ts'
import { isTableSource } from '../../shared/data/sources/index.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { seriesOf } from '../../shared/model/series.ts'
import { summary } from '../../shared/model/summary.ts'
import { dataFixture } from '../engine/data/helper.ts'
import { writeFashion, writeIdx } from '../support/datasets.ts'
import { EXAMPLES, EXAMPLES_FOLDER } from '../support/examples.ts'
import { askKeras, describeKeras } from '../support/keras.ts'
import type { Program } from '../support/programs/program.ts'
import { PROGRAMS } from '../support/programs/programs.ts'

const GOLDEN = fileURLToPath(new URL('../golden/programs/', import.meta.url))

/** The result of a program of Fashion-MNIST that takes the files that Keras downloads. */
const DOWNLOADED = 'downloaded'

const tables = dataFixture()
/** The examples as the app shows their programs: with what is found in their tables. */
const examples = await Promise.all(
  EXAMPLES.map(async (example): Promise<Program> => {
    const data = example.document.data!
    if (!isTableSource(data.source)) return example
    const { info } = await prepareData(data, { folder: EXAMPLES_FOLDER, cache: tables.cache })
    return { ...example, data: info }
  }),
)

const programs = [...examples, ...PROGRAMS].map((p) => ({
  ...p,
  code: generateKeras(p.document, analyze(p.document, p.data), p.data),
}))

test.each(programs)('the text of $name', ({ name, code }) => {
  const path = join(GOLDEN, `${name}.py`)
  if (process.env.LAYERLOOM_GOLDEN === 'write') {
    mkdirSync(GOLDEN, { recursive: true })
    writeFileSync(path, code)
  }
  expect(existsSync(path), `${path} is not there: LAYERLOOM_GOLDEN=write keeps it`).toBe(true)
  expect(code).toBe(readFileSync(path, 'utf8'))
})

interface ProgramResult {
  readonly printed: string
  readonly rows: { readonly [part: string]: number }
  readonly history: { readonly [series: string]: readonly number[] }
}

describeKeras('Keras runs the program unedited', () => {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-programs-'))
  const results = new Map<string, ProgramResult>()

  beforeAll(async () => {
    writeFashion(join(folder, 'fashion'), { train: 12_600, test: 3000 })
    cpSync(EXAMPLES_FOLDER, folder, { recursive: true, filter: (path) => !path.endsWith('.loom') })
    writeFiles(folder)
    const requests = programs.map(({ name, code, document }) => {
      const path = join(folder, `${name}.py`)
      writeFileSync(path, code)
      const fashion = document.data?.source.type === 'fashion_mnist' ? ['--data', 'fashion'] : []
      return { kind: 'run', path, arguments: fashion, folder, epochs: 1 }
    })
    const [downloaded, ...answers] = (await askKeras([
      {
        kind: 'run',
        path: join(folder, 'lesson-he.py'),
        arguments: [],
        folder,
        epochs: 1,
        downloads: join(folder, 'fashion'),
      },
      ...requests,
    ])) as ProgramResult[]
    for (const [i, { name }] of programs.entries()) results.set(name, answers[i]!)
    results.set(DOWNLOADED, downloaded!)
  }, 1_200_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(programs)('$name', ({ name, document, code }) => {
    const { printed, rows, history } = results.get(name)!
    expect(printed).toContain(summary(analyze(document).model!))
    const [, saved] = /model\.save\("(.*)"\)/.exec(code)!
    expect(existsSync(join(folder, saved!))).toBe(true)
    expect(rows.x_val ?? 0).toBe(expectedRows(document.data!.split.validation, rows))
    expect(rows.x_test ?? 0).toBe(expectedRows(document.data!.split.test, rows))
    for (const figures of Object.values(history)) {
      expect(figures).toHaveLength(1)
      expect(Number.isFinite(figures[0])).toBe(true)
    }
    expect(Object.keys(history)).toEqual(expect.arrayContaining(seriesOf(analyze(document).model!)))
    expect(Object.keys(history).some((series) => series.startsWith('val_'))).toBe(
      document.data!.split.validation > 0,
    )
  })

  test('Fashion-MNIST without --data has the rows of Keras', () => {
    const { rows, history } = results.get(DOWNLOADED)!
    expect(rows).toEqual(results.get('lesson-he')!.rows)
    expect(history.loss).toHaveLength(1)
  })
})

describe('The program is short', () => {
  const linesOf = (name: string) =>
    programs
      .find((each) => each.name === name)!
      .code.split('\n')
      .filter((line) => line.trim() !== '').length

  test.each([
    ['iris', 45],
    ['lesson-dropout', 45],
    ['penguins', 70],
    ['penguins', 70],
  ])('%s: at most %i lines that are not empty', (name, limit) => {
    expect(linesOf(name)).toBeLessThanOrEqual(limit)
  })
})

function expectedRows(share: number, rows: { readonly [part: string]: number }): number {
  if (share >= 1) return share
  const total = Object.values(rows).reduce((a, b) => a + b, 0)
  return Math.floor(share * total + 0.5)
}

/** Writes the data files that the further programs read. */
function writeFiles(folder: string): void {
  writeIdx(join(folder, 'pictures'), [60, 4, 3], (i) => (i * 37) % 256)
  writeIdx(join(folder, 'labels'), [60], (i) => [3, 7, 9][i % 3]!)
  const rows = Array.from({ length: 80 }, (_, i) => [
    i % 7,
    i % 11,
    ((i * 13) % 17) / 4,
    5,
    (i % 7) - (i % 11) / 2,
  ])
  writeFileSync(
    join(folder, 'prices.csv'),
    `\ufeff"rooms";"floor, ""upper""";area;constant;price\n${rows.map((r) => r.join(';')).join('\n')}\n`,
  )
  writeFileSync(
    join(folder, 'numbers.csv'),
    rows.map((r) => [...r.slice(0, 3), r[0]! % 2 ? 10 : 9].join(',')).join('\n'),
  )
}
