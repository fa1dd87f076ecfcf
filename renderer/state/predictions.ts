/** Predictions in the window: the values of a row or a picture, and what the network of the shown run says to it. Not part of the document. */
import { create } from 'zustand'
import type {
  ColumnValues,
  DataRow,
  EvaluatedPart,
  PredictionInputs,
  RunId,
  ValuesPrediction,
  ValuesQuery,
} from '../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'
import { usePredictDock } from './dock.ts'
import { openResults, useResults } from './evaluations.ts'
import { problemsOf, sentencesOf } from './problems.ts'
import { useApp } from './store.ts'

const PREDICT_TABS = ['predict', 'what-if', 'file'] as const
export type PredictTab = (typeof PREDICT_TABS)[number]

/** The tabs that a network has: a picture has no columns to change one by one. */
export const tabsOf = (inputs: PredictionInputs | null): readonly PredictTab[] =>
  PREDICT_TABS.filter((tab) => tab !== 'what-if' || (inputs !== null && inputs.columns !== null))

/** What the network says while one column changes and the others stay. */
export interface WhatIf {
  readonly column: string
  /** The values of the column: texts of cells. Numbers and dates ascend. */
  readonly values: readonly string[]
  readonly predictions: readonly ValuesPrediction[]
}

interface Predictions {
  readonly tab: PredictTab
  readonly run: RunId | null
  readonly inputs: PredictionInputs | null
  /** Of a table, by column; an empty text is a missing value. Numbers are written as 1234.5. */
  readonly cells: { readonly [column: string]: string }
  /** As the network gets it. */
  readonly picture: Uint8Array | null
  /** The last picture of the data that was shown. */
  readonly sample: Uint8Array | null
  /** The row of the run's data that the values came from. */
  readonly row: DataRow | null
  /** The values differ from those of the row. */
  readonly isChanged: boolean
  /** Each row is predicted so many times with dropout on; null: once without. */
  readonly passes: number | null
  /** What the network says to the values; null until it is known, and while values are refused. */
  readonly answer: ValuesPrediction | null
  /** The column whose value a step refuses. */
  readonly refused: string | null
  readonly problems: readonly Text[]
  /** Why rows of the data cannot be shown; values can still be typed. */
  readonly rowProblems: readonly Text[]
  /** The column of the what-if curve. */
  readonly column: string | null
  readonly whatIf: WhatIf | null
}

const INITIAL: Predictions = {
  tab: 'predict',
  run: null,
  inputs: null,
  cells: {},
  picture: null,
  sample: null,
  row: null,
  isChanged: false,
  passes: null,
  answer: null,
  refused: null,
  problems: [],
  rowProblems: [],
  column: null,
  whatIf: null,
}

export const usePredictions = create<Predictions>()(() => INITIAL)

const predictions = () => usePredictions.getState()
const engine = () => useApp.getState().host?.engine ?? null
const isShown = (run: RunId) => predictions().run === run

export const DEFAULT_PASSES = 50

/** What the network of a run takes, and the first row of the part that it has not learned from. */
export async function openPredictions(run: RunId): Promise<void> {
  if (isShown(run)) return
  const { tab, passes } = predictions()
  usePredictions.setState({ ...INITIAL, tab, passes, run })
  const calls = engine()
  if (!calls) return
  try {
    const inputs = await calls.predictionInputs(run)
    if (!isShown(run)) return
    ranges = null
    lastIndex = -1
    usePredictions.setState({
      inputs,
      cells: Object.fromEntries((inputs.columns ?? []).map(({ name }) => [name, ''])),
      picture: inputs.columns ? null : new Uint8Array(sizeOf(inputs)),
      passes: inputs.hasDropout ? passes : null,
      ...(!tabsOf(inputs).includes(tab) && { tab: 'predict' }),
    })
    await (wantedRow?.run === run ? showRow({ row: wantedRow.row }) : nextRow())
  } catch (error) {
    if (isShown(run)) usePredictions.setState({ problems: sentencesOf(error) })
  }
}

const sizeOf = ({ shape }: PredictionInputs): number => shape.reduce((a, b) => a * b, 1)

/** A row that was asked for before its run was open here. */
let wantedRow: { readonly run: RunId; readonly row: number } | null = null

/** Shows a row of the data of the run whose results are shown, and what the network says to it. @param row as PredictionRow.row */
export async function predictRow(row: number): Promise<void> {
  const { run } = useResults.getState()
  if (run === null) return
  usePredictDock.getState().fold(false)
  usePredictions.setState({ tab: 'predict' })
  if (isShown(run) && predictions().inputs) return showRow({ row })
  wantedRow = { run, row }
  await openPredictions(run)
}

/** Shows a tab of the dock for a run. */
export async function showPredictions(tab: PredictTab, run: RunId | null): Promise<void> {
  if (run === null) return
  usePredictDock.getState().fold(false)
  usePredictions.setState({ tab })
  await openResults(run)
}

export const showTab = (tab: PredictTab): void => {
  usePredictDock.getState().fold(false)
  usePredictions.setState({ tab })
  if (tab === 'what-if') request()
}

/** Rows that are shown one after the other: those of the test, or else those that the network has not learned from either. */
export function partOf({ rows }: PredictionInputs): EvaluatedPart {
  return rows.test > 0 ? 'test' : rows.validation > 0 ? 'validation' : 'train'
}

/** Place of the last row that was shown in that part. */
let lastIndex = -1

/** The next row of that part; after the last one the first. */
export async function nextRow(): Promise<void> {
  const { inputs } = predictions()
  if (!inputs) return
  const part = partOf(inputs)
  const index = (lastIndex + 1) % Math.max(1, inputs.rows[part])
  await showRow({ part, index })
}

export const showRowNumber = (row: number): Promise<void> => showRow({ row })

async function showRow(
  at: { readonly row: number } | { readonly part: EvaluatedPart; readonly index: number },
): Promise<void> {
  wantedRow = null
  const { run } = predictions()
  if (run === null) return
  try {
    const row = await engine()?.dataRow({ run, at })
    const { inputs } = predictions()
    if (!row || !inputs || !isShown(run)) return
    if (row.part === partOf(inputs)) lastIndex = row.index ?? lastIndex
    const cells = Object.entries(row.cells ?? {}).map(([column, text]) => [column, text ?? ''] as const)
    usePredictions.setState({
      row,
      isChanged: false,
      rowProblems: [],
      ...(row.cells && { cells: Object.fromEntries(cells) }),
      ...(row.picture && { picture: row.picture, sample: row.picture }),
    })
  } catch (error) {
    if (!isShown(run)) return
    usePredictions.setState({ rowProblems: sentencesOf(error) })
  }
  request()
}

export function setCells(cells: { readonly [column: string]: string }): void {
  usePredictions.setState((state) => ({ cells: { ...state.cells, ...cells }, isChanged: true }))
  request()
}

/** Values of another row than the one that was shown. */
export function setOtherRow(cells: { readonly [column: string]: string }): void {
  usePredictions.setState({ row: null })
  setCells(cells)
}

/** @param picture as the network gets it @param isOther it is not the shown one with changes */
export function setPicture(picture: Uint8Array, isOther = false): void {
  usePredictions.setState({ picture, isChanged: true, ...(isOther && { row: null }) })
  request()
}

export function setPasses(passes: number | null): void {
  usePredictions.setState({ passes })
  request()
}

export function setColumn(column: string): void {
  usePredictions.setState({ column, whatIf: null })
  request()
}

// ── asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Milliseconds within which several changes are one question. */
const DELAY = 15

let timer: ReturnType<typeof setTimeout> | null = null
let isAsking = false
/** The values have changed since the last question. */
let isStale = false

/** Asks the network about the present values: one question at a time, and after it about the newest values only. */
function request(): void {
  isStale = true
  if (isAsking || timer !== null) return
  timer = setTimeout(() => {
    timer = null
    void askWhileStale()
  }, DELAY)
}

async function askWhileStale(): Promise<void> {
  isAsking = true
  try {
    while (isStale) {
      isStale = false
      await askOnce()
    }
  } finally {
    isAsking = false
  }
}

async function askOnce(): Promise<void> {
  const { run, passes, tab } = predictions()
  const rows = shownRows()
  const calls = engine()
  if (run === null || rows === null || !calls) return
  const query = { run, weights: 'best' as const }
  try {
    const [answer] = await calls.predictValues({ ...query, rows, ...(passes !== null && { passes }) })
    if (!isShown(run)) return
    usePredictions.setState({ answer: answer ?? null, refused: null, problems: [] })
    if (tab === 'what-if' && !isStale) await askWhatIf(run)
  } catch (error) {
    if (isShown(run))
      usePredictions.setState({
        ...{ answer: null, whatIf: null, problems: sentencesOf(error) },
        refused: refusedColumn(error),
      })
  }
}

function shownRows(): ValuesQuery['rows'] | null {
  const { inputs, cells, picture } = predictions()
  if (!inputs) return null
  if (inputs.columns) return { cells: [orNull(cells)], isPlain: true }
  return picture ? { pictures: [new Uint8Array(picture)] } : null
}

const orNull = (cells: Predictions['cells']) =>
  Object.fromEntries(Object.entries(cells).map(([column, text]) => [column, text === '' ? null : text]))

/** The engine names the column in the field of the problem. */
function refusedColumn(error: unknown): string | null {
  if (!(error instanceof ProblemError)) return null
  const found = problemsOf(error)
    .map(({ field }) => /^columns\.(.*)\.steps$/s.exec(field ?? '')?.[1])
    .find((name) => name !== undefined)
  return found ?? null
}

// ── what if ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The values of the columns in the data of the run, once they were asked for. */
let ranges: { readonly run: RunId; readonly values: readonly ColumnValues[] } | null = null

async function rangesOf(run: RunId): Promise<readonly ColumnValues[]> {
  if (ranges?.run !== run) {
    try {
      ranges = { run, values: (await engine()?.columnValues(run)) ?? [] }
    } catch (error) {
      // Categories are known without the data.
      usePredictions.setState({ rowProblems: sentencesOf(error) })
      return []
    }
  }
  return ranges.values
}

const POINTS = 41
const MAX_VALUES = 50

async function askWhatIf(run: RunId): Promise<void> {
  const { inputs, cells, column: chosen } = predictions()
  const own = inputs?.columns?.find(({ name }) => name === chosen) ?? inputs?.columns?.[0]
  if (!own) return
  const values = valuesFor(
    own,
    (await rangesOf(run)).find(({ column }) => column === own.name),
  )
  if (values.length === 0) {
    usePredictions.setState({ column: own.name, whatIf: { column: own.name, values, predictions: [] } })
    return
  }
  const rows = values.map((value) => ({ ...orNull(cells), [own.name]: value }))
  const answers = await engine()?.predictValues({
    run,
    weights: 'best',
    rows: { cells: rows, isPlain: true },
  })
  if (answers && isShown(run) && (predictions().column ?? own.name) === own.name)
    usePredictions.setState({
      column: own.name,
      whatIf: { column: own.name, values, predictions: answers },
    })
}

/** Values of a column across its range, or its categories. */
export function valuesFor(
  { type, categories }: Pick<NonNullable<PredictionInputs['columns']>[number], 'type' | 'categories'>,
  found: ColumnValues | undefined,
): readonly string[] {
  const range = found?.range
  if (type !== 'number' && type !== 'date')
    return (categories.length > 0 ? categories : (found?.categories ?? [])).slice(0, MAX_VALUES)
  if (!range) return []
  const { min, max, allIntegers } = range
  const numbers = Array.from({ length: POINTS }, (_, i) => min + ((max - min) * i) / (POINTS - 1))
  const texts =
    type === 'date'
      ? numbers.map((value) => new Date(value).toISOString().slice(0, 10))
      : numbers.map((value) => String(allIntegers ? Math.round(value) : Number(value.toPrecision(6))))
  return [...new Set(texts)]
}
