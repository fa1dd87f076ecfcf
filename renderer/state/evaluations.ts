/** The results of the run that is shown: its evaluations, the one that is being made, and the rows behind a figure. */
import { create } from 'zustand'
import type { EvaluationFigures, OutputEvaluation } from '../../shared/evaluation/evaluation.ts'
import type {
  EvaluatedPart,
  Evaluation,
  EvaluationProgress,
  Evaluations,
  PredictionRow,
  PredictionRows,
  RowFilter,
  RowOrder,
  RunId,
} from '../../shared/ipc/contract/index.ts'
import { hasCode } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'
import { sentencesOf } from './problems.ts'
import { openRunDocument } from './run-document.ts'
import { useApp } from './store.ts'

/** The rows behind a cell, a class or a pair. */
export interface ShownRows {
  readonly title: Text
  readonly filter: RowFilter
  readonly order: RowOrder
  /** `null` until they are read. */
  readonly total: number | null
  /** The first page. */
  readonly first: readonly PredictionRow[]
}

interface RunningEvaluation {
  readonly run: RunId
  readonly part: EvaluatedPart
}

interface Results {
  /** `null`: the table of runs is shown. */
  readonly run: RunId | null
  readonly part: EvaluatedPart
  /** Name of the shown Output; `null`: the first one. */
  readonly output: string | null
  readonly stored: Evaluations | null
  readonly progress: EvaluationProgress | null
  /** What is being evaluated, also while another run or the table is shown. */
  readonly running: readonly RunningEvaluation[]
  readonly problems: readonly Text[]
  readonly shown: ShownRows | null
}

const INITIAL: Results = {
  run: null,
  part: 'validation',
  output: null,
  stored: null,
  progress: null,
  running: [],
  problems: [],
  shown: null,
}

export const useResults = create<Results>()(() => INITIAL)

/** Rows of one answer. */
export const PAGE_ROWS = 100

const engine = () => useApp.getState().host?.engine ?? null
const results = () => useResults.getState()

export async function openResults(run: RunId): Promise<void> {
  if (results().run === run) return
  // Another run is looked at on the same rows.
  useResults.setState(({ running, part }) => ({ ...INITIAL, run, running, part }))
  await readEvaluations(run)
}

export const closeResults = (): void => useResults.setState(({ running }) => ({ ...INITIAL, running }))

export const showPart = (part: EvaluatedPart): void =>
  useResults.setState({ part, shown: null, problems: [] })

export const showOutput = (output: string): void => useResults.setState({ output, shown: null })

/** The newest evaluation of the shown part. */
export const currentEvaluation = ({ stored, part }: Results): Evaluation | null =>
  stored?.evaluations.find((each) => each.part === part) ?? null

/** Whether the shown part of the shown run is being evaluated. */
export const isEvaluating = ({ running, run, part }: Results): boolean =>
  running.some((each) => each.run === run && each.part === part)

/** The progress of the shown part; the figures of another part are not its. */
export const currentProgress = ({ progress, part }: Results): EvaluationProgress | null =>
  progress?.part === part ? progress : null

/** The figures of the shown Output among those of an evaluation. */
export const shownOutput = (
  { output }: Results,
  figures: EvaluationFigures | null | undefined,
): OutputEvaluation | null =>
  figures?.outputs.find((each) => each.output === output) ?? figures?.outputs[0] ?? null

const others = new WeakMap<Evaluation, { readonly part: EvaluatedPart; readonly output: OutputEvaluation }>()

/** The same Output in the newest evaluation of another part than the shown one. */
export function otherPartOutput(
  { stored, part }: Results,
  name: string,
): { readonly part: EvaluatedPart; readonly output: OutputEvaluation } | null {
  const evaluation = stored?.evaluations.find((each) => each.part !== part)
  const output = evaluation?.figures.outputs.find((each) => each.output === name)
  if (!evaluation || !output) return null
  const known = others.get(evaluation)
  if (known?.output === output) return known
  const other = { part: evaluation.part, output }
  others.set(evaluation, other)
  return other
}

async function readEvaluations(run: RunId): Promise<void> {
  try {
    const stored = await engine()?.evaluations(run)
    if (stored && results().run === run) useResults.setState({ stored })
  } catch (error) {
    if (results().run === run) useResults.setState({ problems: sentencesOf(error) })
  }
}

/** Evaluates the shown part of the shown run with its best weights. */
export async function evaluateShown(): Promise<void> {
  const { run, part } = results()
  const calls = engine()
  if (!calls || run === null || isEvaluating(results())) return
  const own: RunningEvaluation = { run, part }
  useResults.setState(({ running }) => ({
    running: [...running, own],
    problems: [],
    shown: null,
    progress: null,
  }))
  try {
    await calls.evaluate({ run, part, weights: 'best' })
  } catch (error) {
    const isCancelled = hasCode(error, 'evaluation_cancelled')
    if (!isCancelled && results().run === run) useResults.setState({ problems: sentencesOf(error) })
  }
  useResults.setState(({ running, run: shownRun }) => ({
    running: running.filter((each) => each !== own),
    ...(shownRun === run && { progress: null, shown: null }),
  }))
  await readEvaluations(run)
}

export async function cancelShown(): Promise<void> {
  const { run } = results()
  if (run !== null) await engine()?.cancelEvaluation(run)
}

export const showEvaluationProgress = (progress: EvaluationProgress): void => {
  if (results().run === progress.run) useResults.setState({ progress })
}

/** Shows the rows behind a figure, the most confident first; for numbers those with the greatest error. */
export async function showRows(title: Text, filter: RowFilter): Promise<void> {
  const figures = currentEvaluation(results())?.figures
  const isNumber = shownOutput(results(), figures)?.figures.kind === 'number'
  await showSorted({ title, filter, order: isNumber ? 'error' : 'confidence' })
}

/** Shows the same rows in another order. */
export async function sortRows(order: RowOrder): Promise<void> {
  const { shown } = results()
  if (shown) await showSorted({ title: shown.title, filter: shown.filter, order })
}

async function showSorted(wanted: Pick<ShownRows, 'title' | 'filter' | 'order'>): Promise<void> {
  // The rows are those of the stored evaluation, not of the one that is being made.
  if (isEvaluating(results())) return
  const pending: ShownRows = { ...wanted, total: null, first: [] }
  useResults.setState({ shown: pending })
  const isCurrent = () => results().shown === pending
  try {
    const answer = await readRows(pending, 0, PAGE_ROWS)
    if (isCurrent()) useResults.setState({ shown: { ...wanted, total: answer.total, first: answer.rows } })
  } catch (error) {
    if (isCurrent()) useResults.setState({ shown: null, problems: sentencesOf(error) })
  }
}

/** Reads a page of the shown rows. */
export async function readRows(
  { filter, order }: Pick<ShownRows, 'filter' | 'order'>,
  from: number,
  count: number,
): Promise<PredictionRows> {
  const evaluation = currentEvaluation(results())
  const { run } = results()
  const calls = engine()
  if (!calls || !evaluation || run === null) return { total: 0, rows: [] }
  const output = shownOutput(results(), evaluation.figures)?.output ?? null
  return calls.predictionRows({
    ...{ run, evaluation: evaluation.id, output, filter, from, count },
    ...{ sort: order, descending: order !== 'row' },
  })
}

/** Opens the document of the shown run, and shows its results again. */
export async function openDocumentOf(path: string): Promise<void> {
  const { run, part, output, stored } = results()
  if (await openRunDocument(path)) useResults.setState({ run, part, output, stored })
}

// Another document shows its table of runs first.
useApp.subscribe((state, previous) => {
  if (state.opened !== previous.opened && results().run !== null) closeResults()
})
