/** The numpy code of the exported program, run in real Python, selects the same rows as the app. */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import { splitCount, splitRows } from '../../../shared/data/split.ts'
import { splitCall, splitProgram } from '../../../shared/data/split-python.ts'
import { reference } from './helper.ts'

const python = (): string => {
  const path = process.env.LAYERLOOM_KERAS_PYTHON
  if (!path)
    throw new Error(
      'LAYERLOOM_KERAS_PYTHON is not set: the Python with numpy that npm test sets up is missing',
    )
  return path
}

const info = (kind: DataInfo['targets'][0]['kind'], validation: number, test: number) =>
  ({
    targets: [{ name: 'y', kind, classes: [] }],
    rows: { train: 1, validation, test },
  }) as unknown as DataInfo

interface Case {
  readonly rows: number
  readonly classes: number
  readonly validation: number
  readonly test: number
  readonly seed: number
  readonly stratify: boolean
  readonly known: boolean
}
const cases: readonly Case[] = [
  { rows: 70_000, classes: 10, validation: 5000, test: 10_000, seed: 42, stratify: true, known: true },
  { rows: 150, classes: 3, validation: 0.2, test: 0.15, seed: 0, stratify: true, known: false },
  { rows: 151, classes: 7, validation: 20, test: 31, seed: 2 ** 31 - 1, stratify: true, known: true },
  { rows: 997, classes: 5, validation: 0.1, test: 0, seed: -5, stratify: false, known: false },
  { rows: 12, classes: 4, validation: 1, test: 10, seed: 2 ** 40 + 3, stratify: true, known: true },
]

test.each(cases)('$rows rows, $classes classes, seed $seed, per class: $stratify', (c) => {
  // Uneven classes, mixed through the rows.
  const classes = Int32Array.from({ length: c.rows }, (_, i) =>
    Math.floor((((i * 7919) % 101) ** 2 / 10_202) * c.classes),
  )
  const [validation, forTest] = [splitCount(c.validation, c.rows), splitCount(c.test, c.rows)]
  const expected = splitRows(c.stratify ? classes : null, c.rows, validation, forTest, c.seed)
  const lines = splitProgram(
    reference({ type: 'csv' }, c),
    c.known ? info('classes', validation, forTest) : null,
    'y',
  )
  const program = [
    'import json, sys, warnings',
    'import numpy as np',
    'warnings.simplefilter("error")',
    'y = np.array(json.load(sys.stdin))',
    ...lines,
    'print(json.dumps([part.tolist() for part in (train_rows, validation_rows, test_rows)]))',
  ].join('\n')
  const input = JSON.stringify([...classes])
  const output = execFileSync(python(), ['-c', program], { input, encoding: 'utf8', maxBuffer: 1e8 })
  expect(JSON.parse(output)).toEqual([[...expected.train], [...expected.validation], [...expected.test]])
})

test('a numeric target is not stratified', () => {
  expect(splitCall(reference({ type: 'csv' }, { seed: 3 }), info('number', 10, 20), 'y')).toEqual([
    'train_rows, validation_rows, test_rows = split_rows(',
    '    np.zeros(len(y)),',
    '    validation=10,',
    '    test=20,',
    '    seed=3,',
    ')',
  ])
})
