/** Predictions of a whole table in the window: the table and the CSV file are chosen by the person; the engine writes the file. */
import { create } from 'zustand'
import type { FilePrediction, PredictionProgress, RunId } from '../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'
import { droppedFiles } from '../host/connect.ts'
import { chooseDataFile, chooseFile } from './choose-file.ts'
import { copyDropped } from './copy-dropped.ts'
import { nameOf } from './names.ts'
import { sentencesOf } from './problems.ts'
import { useApp } from './store.ts'

interface PredictFile {
  readonly data: { readonly path: string; readonly name: string } | null
  readonly probabilities: boolean
  /** What is being predicted. */
  readonly running: { readonly run: RunId; readonly done: number; readonly total: number } | null
  readonly result: FilePrediction | null
  readonly problems: readonly Text[]
}

const INITIAL: PredictFile = { data: null, probabilities: false, running: null, result: null, problems: [] }

export const usePredictFile = create<PredictFile>()(() => INITIAL)

const state = () => usePredictFile.getState()

export async function choosePredictedTable(): Promise<void> {
  const path = await chooseDataFile('table')
  if (path !== null) setTable(path)
}

/** Takes the first one. */
export async function dropPredictedTable(transfer: DataTransfer): Promise<void> {
  const [dropped] = droppedFiles(transfer)
  if (!dropped) return
  const { file, path } = dropped
  try {
    const found = path ?? (await copyDropped(file))?.path ?? null
    if (found !== null) setTable(found)
  } catch (error) {
    usePredictFile.setState({ problems: sentencesOf(error) })
  }
}

const setTable = (path: string): void =>
  usePredictFile.setState({ data: { path, name: nameOf(path) }, result: null, problems: [] })

/** `people.csv.gz` → `people-predictions.csv` */
export const suggestedName = (name: string): string =>
  `${name.replace(/\.[^.]+(\.gz)?$/i, '')}-predictions.csv`

/** Asks where the CSV file goes, and writes it. */
export async function predictTable(run: RunId): Promise<void> {
  const { data, probabilities, running } = state()
  const calls = useApp.getState().host?.engine
  if (!data || !calls || running) return
  const out = await chooseFile('predictions', 'save', suggestedName(data.name))
  if (out === null) return
  usePredictFile.setState({ running: { run, done: 0, total: 0 }, result: null, problems: [] })
  try {
    const result = await calls.predictFile({ run, weights: 'best', data: data.path, out, probabilities })
    usePredictFile.setState({ result })
  } catch (error) {
    const isCancelled =
      error instanceof ProblemError && error.problems.some(({ code }) => code === 'prediction_cancelled')
    if (!isCancelled) usePredictFile.setState({ problems: sentencesOf(error) })
  } finally {
    usePredictFile.setState({ running: null })
  }
}

export async function cancelPredictedTable(): Promise<void> {
  const { running } = state()
  if (running) await useApp.getState().host?.engine.cancelPrediction(running.run)
}

export function showPredictionProgress({ run, done, total }: PredictionProgress): void {
  if (state().running?.run === run) usePredictFile.setState({ running: { run, done, total } })
}
