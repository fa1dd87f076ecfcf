/** The program of folds has, in each turn of its loop, the rows that the app trains and validates on with that fold. */
import { expect, test } from 'vitest'
import { prepareData } from '../../electron/engine/data/index.ts'
import { createDataReference } from '../../shared/document/settings.ts'
import type { Json } from '../../shared/json.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { dataFixture } from '../engine/data/helper.ts'
import { askKeras, describeKeras } from '../support/keras.ts'
import { firstDifference, type ProgramRows } from '../support/prepared-rows.ts'
import { tableProgram, withMarks, withSuggestions } from '../support/program-rows.ts'
import { writeTables } from '../support/table-cases.ts'

const b = dataFixture()
writeTables(b.folder)

const STEPS = [{ type: 'log1p' }, { type: 'standardize' }]
const CASES: readonly (readonly [name: string, source: { readonly [field: string]: Json }, split: object])[] =
  [
    ['classes', { path: 'penguins.csv', target: 'species' }, { test: 0.2, n_splits: 4 }],
    ['classes without test rows', { path: 'iris.csv' }, { test: 0, n_splits: 5 }],
    [
      'a number with steps',
      { path: 'mixed.csv', target: 'price', features: ['size'], task: 'number' },
      { test: 0.1 },
    ],
    ['classes with too few rows', { path: 'singleton.csv' }, { test: 0, n_splits: 1000 }],
  ]

describeKeras('Folds', () => {
  test.each(CASES)('%s', async (name, source, own) => {
    const plain = createDataReference({ type: 'csv', ...source })
    const columns = [{ name: 'price', type: 'auto' as const, steps: STEPS, categories: null }]
    const suggested = await withSuggestions({ ...plain, ...(source.task && { columns }) }, b)
    const { rows } = (await prepareData(suggested, b)).info
    const most = Math.floor((rows.train + rows.validation + rows.test) / 2)
    const count = Math.min((own as { n_splits?: number }).n_splits ?? 5, most)
    const split = { ...plain.split, method: 'kfold', seed: 3, ...own, n_splits: count } as const
    const data = await withMarks({ ...suggested, split }, b)
    const folds = [0, 1, count - 1]
    const programs = await Promise.all(
      folds.map((fold) => tableProgram({ ...data, split: { ...split, fold } }, b)),
    )
    const requests = programs.map(({ document, prepared, request: [path] }, i) => {
      const code = generateKeras(document, analyze(document, prepared.info), prepared.info)
      const before = code.slice(0, code.indexOf('\n    model = ')).replace('scores = []', 'turns = []')
      expect(before).toContain('turns = []')
      return [path, `${before}\n    turns.append(0)\n    if len(turns) > ${folds[i]}:\n        break\n`]
    })
    const [answers] = (await askKeras([{ kind: 'prepared', programs: requests }])) as [ProgramRows[]]
    for (const [i, answer] of answers.entries()) {
      expect(answer.error).toBeUndefined()
      // The program leaves the test rows aside.
      const { info, files, ...others } = programs[i]!.prepared
      const shown = { ...others, files, info: { ...info, rows: { ...info.rows, test: 0 } } }
      expect({ name, fold: folds[i], difference: firstDifference(shown, answer) }).toEqual({
        name,
        fold: folds[i],
        difference: null,
      })
    }
  })

  test('real Keras runs the loop and prints the mean and the range of each figure', async () => {
    const plain = createDataReference({ type: 'csv', path: 'iris.csv' })
    const { document, prepared } = await tableProgram(
      { ...plain, split: { ...plain.split, method: 'kfold', n_splits: 3 } },
      b,
    )
    const code = generateKeras(document, analyze(document, prepared.info), prepared.info)
    const path = `${b.folder}/folds.py`
    b.write('folds.py', code)
    const [answer] = (await askKeras([
      { kind: 'run', path, arguments: [], folder: b.folder, epochs: 1 },
    ])) as [{ readonly printed: string }]
    expect(answer.printed).toMatch(/loss: \d+\.\d{4} \(\d+\.\d{4} to \d+\.\d{4}\)/)
    expect(answer.printed).toMatch(/accuracy: 0\.\d{4} \(/)
  })
})
