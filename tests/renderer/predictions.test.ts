/** Predictions in the window: values, the newest answer, rows of the data, and what is said about refused values. */
import { beforeEach, expect, it, vi } from 'vitest'
import { useResults } from '../../renderer/state/evaluations.ts'
import {
  nextRow,
  openPredictions,
  predictRow,
  setCells,
  setColumn,
  setPasses,
  showTab,
  usePredictions,
  valuesFor,
} from '../../renderer/state/predictions.ts'
import { useApp } from '../../renderer/state/store.ts'
import type {
  DataRow,
  PredictionInputs,
  ValuesPrediction,
  ValuesQuery,
} from '../../shared/ipc/contract/index.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { memoryHost } from './memory-host.ts'

const column = (name: string, type: 'number' | 'category', categories: readonly string[] = []) => ({
  ...{ name, type, unit: null, categories, missing: untranslated('filled with 1') },
  unseen: type === 'category' ? untranslated('all zeros') : null,
})
const INPUTS: PredictionInputs = {
  ...{ decimal: '.', thousands: '', fileColumns: ['age', 'city', 'price'], shape: [2] },
  columns: [column('age', 'number'), column('city', 'category', ['Busan', 'Seoul'])],
  targets: [{ name: 'price', unit: '$' }],
  hasDropout: true,
  rows: { train: 5, validation: 2, test: 3 },
}
const rowAt = (row: number): DataRow => ({
  ...{ row, part: 'test', index: row - 10, picture: null },
  cells: { age: String(row), city: null },
  truth: [{ target: 'price', text: '7' }],
})

let asked: ValuesQuery[] = []
let answer: (query: ValuesQuery) => Promise<readonly ValuesPrediction[]>
const cellsOf = ({ rows }: ValuesQuery) => ('cells' in rows ? rows.cells : [])
const predictionOf = (cells: { readonly [column: string]: string | null }): ValuesPrediction => ({
  outputs: [{ output: 'output', target: 'price', kind: 'number', value: Number(cells.age) }],
  missing: null,
  absent: cells.city === null ? ['city'] : [],
})
const shown = () => usePredictions.getState()
const valueShown = () => {
  const [output] = shown().answer?.outputs ?? []
  return output?.kind === 'number' ? output.value : null
}

beforeEach(async () => {
  const host = memoryHost()
  asked = []
  answer = async (query) => cellsOf(query).map(predictionOf)
  vi.spyOn(host.engine, 'predictionInputs').mockResolvedValue(INPUTS)
  vi.spyOn(host.engine, 'dataRow').mockImplementation(async ({ at }) =>
    rowAt('row' in at ? at.row : 10 + at.index),
  )
  vi.spyOn(host.engine, 'columnValues').mockResolvedValue([
    { column: 'age', range: { min: 0, max: 4, allIntegers: true }, categories: [] },
  ])
  vi.spyOn(host.engine, 'predictValues').mockImplementation((query) => {
    asked.push(query)
    return answer(query)
  })
  useApp.setState({ host, hostInfo: await host.host.info() })
  useResults.setState({ run: 'a' })
  usePredictions.setState({ run: null, tab: 'predict', inputs: null, passes: null, column: null })
})

it('starts with the first test row, and goes on to the next ones', async () => {
  await openPredictions('a')
  await vi.waitFor(() => expect(valueShown()).toBe(10))
  expect(asked).toEqual([
    { run: 'a', weights: 'best', rows: { cells: [{ age: '10', city: null }], isPlain: true } },
  ])
  for (const expected of [11, 12, 10]) {
    await nextRow()
    expect(shown().row!.row).toBe(expected)
  }
  expect(shown().isChanged).toBe(false)
})

it('a row that another part of the window asks for is shown, also before the run is open', async () => {
  await predictRow(12)
  await vi.waitFor(() => expect(valueShown()).toBe(12))
  await predictRow(11)
  await vi.waitFor(() => expect(valueShown()).toBe(11))
  expect(shown().cells).toEqual({ age: '11', city: '' })
})

it('the newest values win: one question at a time, and none about values between', async () => {
  await openPredictions('a')
  await vi.waitFor(() => expect(valueShown()).toBe(10))
  asked = []
  const waiting: (() => void)[] = []
  answer = (query) =>
    new Promise((resolve) => void waiting.push(() => resolve(cellsOf(query).map(predictionOf))))
  setCells({ age: '1' })
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  setCells({ age: '2' })
  setCells({ age: '3' })
  waiting[0]!()
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  waiting[1]!()
  await vi.waitFor(() => expect(valueShown()).toBe(3))
  expect(asked.map((query) => cellsOf(query)[0]!.age)).toEqual(['1', '3'])
  expect(shown().isChanged).toBe(true)
})

it('a refused value names its column; the next value is predicted again', async () => {
  await openPredictions('a')
  answer = async () => {
    throw new ProblemError([
      problem('data_step', untranslated('“Rome” is refused.'), { field: 'columns.city.steps' }),
    ])
  }
  setCells({ city: 'Rome' })
  await vi.waitFor(() => expect(shown().refused).toBe('city'))
  expect(shown().answer).toBeNull()
  answer = async (query) => cellsOf(query).map(predictionOf)
  setCells({ city: 'Seoul' })
  await vi.waitFor(() => expect(shown().answer).not.toBeNull())
  expect(shown()).toMatchObject({ refused: null, problems: [] })
})

it('passes with dropout are asked for only when they are wanted', async () => {
  await openPredictions('a')
  setPasses(20)
  await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ passes: 20 }))
  setPasses(null)
  await vi.waitFor(() => expect(asked.at(-1)).not.toHaveProperty('passes'))
})

it('what if: one column changes, the others stay', async () => {
  await openPredictions('a')
  await vi.waitFor(() => expect(valueShown()).toBe(10))
  setCells({ city: 'Seoul' })
  showTab('what-if')
  setColumn('age')
  await vi.waitFor(() => expect(shown().whatIf?.values).toEqual(['0', '1', '2', '3', '4']))
  const rows = cellsOf(asked.at(-1)!)
  expect(rows.map(({ age }) => age)).toEqual(['0', '1', '2', '3', '4'])
  expect(new Set(rows.map(({ city }) => city))).toEqual(new Set(['Seoul']))
  setColumn('city')
  await vi.waitFor(() => expect(shown().whatIf?.values).toEqual(['Busan', 'Seoul']))
})

it('values of a column: dates and numbers across the range, categories as the preparation has them', () => {
  const range = { min: Date.UTC(2024, 0, 1), max: Date.UTC(2024, 0, 2), allIntegers: true }
  expect(valuesFor({ type: 'date', categories: [] }, { column: 'd', range, categories: [] })).toEqual([
    '2024-01-01',
    '2024-01-02',
  ])
  const numbers = valuesFor(
    { type: 'number', categories: [] },
    { column: 'n', range: { min: 0, max: 1, allIntegers: false }, categories: [] },
  )
  expect([numbers.length, numbers[1], numbers.at(-1)]).toEqual([41, '0.025', '1'])
  expect(valuesFor({ type: 'number', categories: [] }, undefined)).toEqual([])
  expect(valuesFor({ type: 'boolean', categories: ['yes', 'no'] }, undefined)).toEqual(['yes', 'no'])
})
