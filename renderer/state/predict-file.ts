/** Predictions of a whole file in the window: the table or the pictures, and the CSV file, are chosen by the person; the engine writes it. */
import { create } from 'zustand'
import type { FilePrediction, PredictionProgress, RunId } from '../../shared/ipc/contract/index.ts'
import { hasCode } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'
import { droppedFiles } from '../host/connect.ts'
import { counterpartName, dataKindOf } from './apply-data.ts'
import { chooseDataFile, chooseFile } from './choose-file.ts'
import { copyDropped } from './copy-dropped.ts'
import { nameOf } from './names.ts'
import { sentencesOf } from './problems.ts'
import { useApp } from './store.ts'

/** What the network of a run takes. */
export type PredictedKind = 'table' | 'idx'

interface PredictedFile {
  readonly path: string
  readonly name: string
}

interface PredictFile {
  readonly data: (PredictedFile & { readonly kind: PredictedKind }) | null
  /** The true classes of pictures. */
  readonly labels: PredictedFile | null
  readonly probabilities: boolean
  /** What is being predicted. */
  readonly running: { readonly run: RunId; readonly done: number; readonly total: number } | null
  readonly result: FilePrediction | null
  readonly problems: readonly Text[]
}

const INITIAL: PredictFile = {
  data: null,
  labels: null,
  probabilities: false,
  running: null,
  result: null,
  problems: [],
}

export const usePredictFile = create<PredictFile>()(() => INITIAL)

const state = () => usePredictFile.getState()

export async function choosePredictedFile(kind: PredictedKind): Promise<void> {
  const path = await chooseDataFile(kind)
  if (path !== null) setFile(path, kind)
}

/** Asks for the true classes of the chosen pictures. */
export async function choosePredictedLabels(): Promise<void> {
  const { data } = state()
  if (!data) return
  const path = await chooseDataFile('idx', counterpartName(data.name, 'labels'))
  if (path !== null) setLabels(path)
}

/** Takes the first table, or the first pictures and the first labels. */
export async function dropPredictedFiles(transfer: DataTransfer, kind: PredictedKind): Promise<void> {
  const areLabels = (name: string) => kind === 'idx' && dataKindOf(name) === 'labels'
  const dropped = droppedFiles(transfer)
  const found = [
    dropped.find(({ file }) => !areLabels(file.name)),
    dropped.find(({ file }) => areLabels(file.name)),
  ]
  try {
    for (const each of found) {
      if (!each) continue
      const { file, path } = each
      const readable = path ?? (await copyDropped(file))?.path ?? null
      if (readable === null) continue
      if (areLabels(file.name)) setLabels(readable)
      else setFile(readable, kind)
    }
  } catch (error) {
    usePredictFile.setState({ problems: sentencesOf(error) })
  }
}

const setFile = (path: string, kind: PredictedKind): void =>
  usePredictFile.setState({
    data: { path, name: nameOf(path), kind },
    labels: null,
    result: null,
    problems: [],
  })

const setLabels = (path: string): void =>
  usePredictFile.setState({ labels: { path, name: nameOf(path) }, result: null, problems: [] })

export const removePredictedLabels = (): void =>
  usePredictFile.setState({ labels: null, result: null, problems: [] })

/** `people.csv.gz` → `people-predictions.csv` */
export const suggestedName = (name: string): string =>
  `${name.replace(/\.[^.]+(\.gz)?$/i, '')}-predictions.csv`

/** Asks where the CSV file goes, and writes it. */
export async function predictChosenFile(run: RunId): Promise<void> {
  const { data, labels, probabilities, running } = state()
  const calls = useApp.getState().host?.engine
  if (!data || !calls || running) return
  const out = await chooseFile('predictions', 'save', suggestedName(data.name))
  if (out === null) return
  usePredictFile.setState({ running: { run, done: 0, total: 0 }, result: null, problems: [] })
  try {
    const result = await calls.predictFile({
      ...{ run, weights: 'best', data: data.path, labels: labels?.path ?? null },
      ...{ out, probabilities },
    })
    usePredictFile.setState({ result })
  } catch (error) {
    const isCancelled = hasCode(error, 'prediction_cancelled')
    if (!isCancelled) usePredictFile.setState({ problems: sentencesOf(error) })
  } finally {
    usePredictFile.setState({ running: null })
  }
}

export async function cancelPredictedFile(): Promise<void> {
  const { running } = state()
  if (running) await useApp.getState().host?.engine.cancelPrediction(running.run)
}

export function showPredictionProgress({ run, done, total }: PredictionProgress): void {
  if (state().running?.run === run) usePredictFile.setState({ running: { run, done, total } })
}
