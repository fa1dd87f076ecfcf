/** The app selects the same rows as the real scikit-learn, and as the exported program in real Python. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { type DataInfo, stratifiedTarget, type TargetInfo } from '../../../shared/data/data-info.ts'
import { type ClassCounts, countCodes, type Split } from '../../../shared/data/parts.ts'
import { splitRows } from '../../../shared/data/split.ts'
import { groupShuffleSplit, PART_WORDS, partsOf, timeSplit } from '../../../shared/data/split-by-column.ts'
import { splitCount } from '../../../shared/data/split-count.ts'
import { splitCode } from '../../../shared/keras/split.ts'
import { atOnce } from '../../../shared/random/slices.ts'
import { reference } from '../../engine/data/helper.ts'
import { describeKeras } from '../../support/keras.ts'
import { kerasPython } from '../../support/keras-python.ts'
import { expectSameParts, type SplitCase } from '../../support/split-cases.ts'

const SCRIPT = fileURLToPath(new URL('../../support/split_cases.py', import.meta.url))
const python = (parameters: readonly string[], input = ''): unknown =>
  JSON.parse(execFileSync(kerasPython()!, parameters, { input, encoding: 'utf8', maxBuffer: 1e9 }))

/** A table whose rows are read or not, with one or several targets of uneven classes mixed through the rows. */
interface Table {
  readonly rows: number
  /** Number of classes of each target; 0 for a number. */
  readonly classes: readonly number[]
  readonly validation: number
  readonly test: number
  readonly seed: number
  readonly stratify: boolean
  readonly known: boolean
}
const tables: readonly Table[] = [
  { rows: 70_000, classes: [10], validation: 5000, test: 10_000, seed: 42, stratify: true, known: true },
  { rows: 150, classes: [3], validation: 0.2, test: 0.15, seed: 0, stratify: true, known: false },
  { rows: 151, classes: [7], validation: 20, test: 31, seed: 2 ** 31 - 1, stratify: true, known: true },
  { rows: 997, classes: [5], validation: 0.1, test: 0, seed: 5, stratify: false, known: false },
  { rows: 997, classes: [5], validation: 0, test: 0.1, seed: 5, stratify: true, known: false },
  { rows: 50, classes: [5], validation: 0, test: 0, seed: 5, stratify: true, known: true },
  // scikit-learn refuses to stratify one row for four classes.
  { rows: 12, classes: [4], validation: 1, test: 10, seed: 2 ** 32 - 1, stratify: true, known: true },
  { rows: 200, classes: [0, 4, 2], validation: 30, test: 40, seed: 9, stratify: true, known: true },
  { rows: 200, classes: [0], validation: 30, test: 40, seed: 9, stratify: true, known: true },
]

const codesOf = (rows: number, classes: number, target: number): Int32Array =>
  Int32Array.from({ length: rows }, (_, i) =>
    Math.floor(((((i + 3 * target) * 7919) % 101) ** 2 / 10_202) * Math.max(classes, 1)),
  )

const countsOf = (codes: Int32Array, split: Split, classes: number): ClassCounts => {
  const count = (part: Int32Array) =>
    countCodes(
      part.map((row) => codes[row]!),
      classes,
    )
  return { train: count(split.train), validation: count(split.validation), test: count(split.test) }
}

describeKeras('Splits', () => {
  test('scikit-learn gives the same parts for new random cases', () => {
    const cases = python([
      SCRIPT,
      String(inject('goldenSeed')),
      process.env.LAYERLOOM_LONG ? '2000' : '100',
    ]) as readonly SplitCase[]
    for (const one of cases) expectSameParts(one)
  })

  test.each(
    (['train_test_split', 'hash'] as const).flatMap((method) =>
      tables.map((table) => ({ method, ...table })),
    ),
  )(
    'the program selects the same rows: $method, $rows rows, classes $classes, seed $seed, stratify $stratify',
    ({ method, ...table }) => {
      const columns = table.classes.map((classes, target) => codesOf(table.rows, classes, target))
      const sizes = {
        validation: splitCount(table.validation, table.rows),
        test: splitCount(table.test, table.rows),
      }
      const kinds = table.classes.map((classes) => ({
        kind: classes > 0 ? ('classes' as const) : ('number' as const),
      }))
      const settings = { ...table, method }
      const stratified = stratifiedTarget(kinds, settings)
      const expected = atOnce(splitRows(settings, columns[stratified] ?? null, table.rows, sizes))
      const targets = kinds.map(
        ({ kind }, i): TargetInfo => ({
          name: `y${i}`,
          kind,
          classes: Array.from({ length: table.classes[i]! }, (_, c) => `class ${c}`),
          counts: kind === 'number' ? undefined : countsOf(columns[i]!, expected, table.classes[i]!),
        }),
      )
      const info = { targets, rows: { train: expected.train.length, ...sizes } } as unknown as DataInfo
      const { imports, functions, lines } = splitCode(
        reference({ type: 'csv' }, { ...table, method }),
        table.known ? info : null,
        kinds.map(({ kind }) => kind),
        { validation: table.validation > 0, test: table.test > 0 },
        'len(y)',
      )
      const program = [
        'import json, sys, warnings',
        'import numpy as np',
        ...imports,
        'warnings.simplefilter("error")',
        'columns = [np.array(column) for column in json.load(sys.stdin)]',
        ...columns.map((_, i) => `y${i === 0 ? '' : `_${i}`} = columns[${i}]`),
        'train = val = test = np.arange(0)',
        ...functions.flat(),
        ...lines,
        'print(json.dumps([part.tolist() for part in (train, val, test)]))',
      ].join('\n')
      expect(python(['-c', program], JSON.stringify(columns.map((column) => [...column])))).toEqual(
        [expected.train, expected.validation, expected.test].map((part) => [...part]),
      )
    },
  )

  test.each([
    { validation: 0.2, test: 0.15, seed: 3 },
    { validation: 3, test: 0, seed: 4 },
    { validation: 0, test: 0.3, seed: 2 ** 32 - 1 },
    { validation: 0, test: 0, seed: 1 },
  ])('the program divides by a column as the app does: %j', ({ validation, test, seed }) => {
    const rows = 300
    const groups = Array.from({ length: rows }, (_, i) => ((i * 7919) % 41) * 3 - 20)
    const times = Array.from({ length: rows }, (_, i) => ((i * 7919) % 97) / 4)
    const words = ['train', ' Test', 'train', 'VAL', 'validation', 'training', 'dev']
    const named = Array.from({ length: rows }, (_, i) => words[(i * 31) % 7]!)
    const sizes = { validation: splitCount(validation, rows), test: splitCount(test, rows) }
    const ascending = [...new Set(groups)].sort((a, b) => a - b)
    const codes = Int32Array.from(groups, (group) => ascending.indexOf(group))
    const isNamed = { validation: true, test: true }
    const isDrawn = { validation: validation > 0, test: test > 0 }
    const cases = [
      ['group_shuffle_split', 'g', atOnce(groupShuffleSplit(codes, { validation, test }, seed))!, isDrawn],
      ['time', 't', atOnce(timeSplit(Float64Array.from(times), sizes)), isDrawn],
      [
        'column',
        'p',
        atOnce(partsOf(rows, (row) => PART_WORDS.get(named[row]!.trim().toLowerCase())!)),
        isNamed,
      ],
    ] as const
    for (const [method, column, expected, drawn] of cases) {
      const split = { validation, test, seed, method, column }
      const { imports, lines } = splitCode(
        reference({ type: 'csv' }, split),
        null,
        ['number'],
        drawn,
        'len(table)',
      )
      const program = [
        'import json, sys',
        'import numpy as np, pandas as pd',
        ...imports,
        'table = pd.DataFrame(json.load(sys.stdin))',
        'val = test = np.arange(0)',
        ...lines,
        'print(json.dumps([part.tolist() for part in (train, val, test)]))',
      ].join('\n')
      const received = python(['-c', program], JSON.stringify({ g: groups, t: times, p: named }))
      expect(received, method).toEqual(
        [expected.train, expected.validation, expected.test].map((part) => [...part]),
      )
    }
  })
})
