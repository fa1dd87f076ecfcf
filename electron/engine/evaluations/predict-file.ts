/** Predicts all rows of a table into a CSV file with the table's own columns, block by block: while the network predicts a block, the one
 *  before it is written. */
import { closeSync, existsSync, fsyncSync, openSync, realpathSync, rmSync, writeSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { settingsOf } from '../../../shared/data/columns.ts'
import { isTableSource } from '../../../shared/data/sources/index.ts'
import { multiLabel } from '../../../shared/data/steps/multi-label.ts'
import { fileFields } from '../../../shared/document/data-paths.ts'
import type { Document } from '../../../shared/document/document.ts'
import type {
  FilePrediction,
  FileQuery,
  OutputPrediction,
  PredictionProgress,
} from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { ScoredOutput } from '../../../shared/training/scored-outputs.ts'
import { renameSync } from '../../system/rename.ts'
import { hold } from '../cache/in-use.ts'
import type { Preparation } from '../data/prepare-table/apply-preparation.ts'
import { openTable } from '../data/table/read-table.ts'
import type { Table, TableColumn } from '../data/table/table.ts'
import { openPredictor, type Predictor, type PredictorOptions } from './predictor.ts'
import { sourceAsRead } from './source-as-read.ts'
import { openStoredRun, readingOfRun, type StoredRun } from './stored-run.ts'
import * as texts from './texts.ts'

/** Rows in memory at a time. */
const BLOCK_ROWS = 4096

export interface FilePredictionTask {
  readonly folder: string
  readonly query: FileQuery
  readonly cache: string
  readonly options: PredictorOptions
  readonly signal: AbortSignal
  readonly onProgress: (progress: PredictionProgress) => void
}

/** @throws ProblemError */
export async function predictFile(task: FilePredictionTask): Promise<FilePrediction> {
  const { folder, query, options, signal } = task
  const began = Date.now()
  const run = openStoredRun(folder)
  refuseOverwriting(run, query)
  const predictor = openPredictor(run, query.weights, options)
  const cancel = () => predictor.close()
  signal.addEventListener('abort', cancel)
  try {
    signal.throwIfAborted()
    const { table, folder: cached } = await tableFor(run, predictor.preparation, task)
    const release = hold(task.cache, [cached])
    try {
      const written = await writePredictions(table, predictor, run, task)
      return { ...written, seconds: (Date.now() - began) / 1000 }
    } finally {
      release()
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    predictor.close()
  }
}

/** @throws ProblemError if the file to write is the table or one of the run's data */
function refuseOverwriting({ record, document }: StoredRun, { data, out }: FileQuery): void {
  const written = realPath(out)
  if (written === null) return
  if (written === realPath(data)) throw new ProblemError([texts.overwritesTable(out)])
  const { folder = null, path } = record.data
  const files = path === null ? fileFields(document.data!.source).map((file) => file.path) : [path]
  for (const file of files)
    if ((folder !== null || isAbsolute(file)) && written === realPath(resolve(folder ?? '', file)))
      throw new ProblemError([texts.overwritesData(out, record.name)])
}

/** The path without links, in the case of the disk; null where no file is. */
const realPath = (path: string): string | null => (existsSync(path) ? realpathSync.native(path) : null)

/** The table, read as the run has read its own.
 *  @throws ProblemError if columns are missing, or if the network takes no tables */
async function tableFor(
  run: StoredRun,
  preparation: Preparation | null,
  { query, cache, signal }: FilePredictionTask,
): Promise<{ readonly table: Table; readonly folder: string }> {
  const source = run.document.data?.source
  if (!source || !preparation || !isTableSource(source))
    throw new ProblemError([texts.onlyTables(run.record.name)])
  const needed = new Set(preparation.names)
  const opened = await openTable(
    {
      // The file may have no target: the columns that are needed are its features.
      source: {
        ...sourceAsRead(source, readingOfRun(run)),
        target: null,
        features: [...preparation.names],
        sample_weight: null,
        ...NO_LABELS,
      },
      columns: preparation.readAs.map(({ name, type }) => ({ name, type, steps: null, categories: null })),
    },
    { folder: null, override: query.data, cache, signal },
  )
  const names = new Set(opened.table.info.columns.map(({ name }) => name))
  const missing = [...needed].filter((name) => !names.has(name))
  if (missing.length > 0) throw new ProblemError([texts.columnsMissing(query.data, missing, [...names])])
  return opened
}

const NO_LABELS = { labels: null }

interface Written extends Omit<FilePrediction, 'seconds'> {}

async function writePredictions(
  table: Table,
  predictor: Predictor,
  { record, document }: StoredRun,
  { query, signal, onProgress }: FilePredictionTask,
): Promise<Written> {
  const { rows, columns } = table.info
  const added = addedColumns(
    predictor.outputs,
    query.probabilities,
    columns.map(({ name }) => name),
    (target) => separatorOf(document, target),
  )
  const unpredicted = new Map<string, { rows: number; row: number }>()
  const file = outputFile(query.out)
  try {
    file.write(csvLine([...columns.map(({ name }) => name), ...added.map(({ name }) => name)]))
    for (let from = 0; from < rows; from += BLOCK_ROWS) {
      signal.throwIfAborted()
      const to = Math.min(from + BLOCK_ROWS, rows)
      const { features, faults } = await predictor.preparation!.apply(cellsOf(table, from, to), to - from)
      const predicting = predictor.predict(features, to - from)
      // Reported by the await below.
      predicting.catch(() => {})
      const cells: (readonly (string | null)[])[] = []
      for (const [i, column] of columns.entries()) {
        const texts = await table.texts(i, from, to)
        cells.push(hasOnlyNumbers(column) ? texts : texts.map(csvCell))
      }
      const values = await predicting
      let text = ''
      for (let row = 0; row < to - from; row++) {
        const fault = faults.get(row)
        if (fault !== undefined) count(unpredicted, fault, from + row)
        const read = fault === undefined ? predictor.read(values, row) : null
        for (const column of cells) text += `${column[row] ?? ''},`
        text += csvLine(added.map(({ cell }) => (read ? cell(read) : '')))
      }
      file.write(text)
      onProgress({ run: record.run, done: to, total: rows })
    }
    file.end()
  } catch (error) {
    file.discard()
    throw signal.aborted ? signal.reason : error
  }
  const reasons: FilePrediction['unpredicted'][number][] = []
  for (const [column, { rows: count, row }] of unpredicted) {
    const line = await table.lineOf(row)
    reasons.push({ column, rows: count, first: line ?? row + 1, unit: line === null ? 'row' : 'line' })
  }
  return { rows, out: query.out, columns: added.map(({ name }) => name), unpredicted: reasons }
}

function count(unpredicted: Map<string, { rows: number; row: number }>, column: string, row: number): void {
  const known = unpredicted.get(column)
  if (known) known.rows++
  else unpredicted.set(column, { rows: 1, row })
}

function cellsOf(table: Table, from: number, to: number) {
  const index = new Map(table.info.columns.map(({ name }, i) => [name, i]))
  return {
    texts: (column: string) => table.texts(index.get(column)!, from, to),
    numbers: (column: string) => table.numbers(index.get(column)!, from, to),
  }
}

interface AddedColumn {
  readonly name: string
  readonly cell: (read: readonly OutputPrediction[]) => string
}

/** The columns of the predictions, whose names the table does not have. */
function addedColumns(
  outputs: readonly ScoredOutput[],
  withProbabilities: boolean,
  taken: readonly string[],
  separatorOfLabels: (target: string) => string,
): AddedColumn[] {
  const names = new Set(taken)
  const free = (wanted: string): string => {
    let name = wanted
    for (let i = 2; names.has(name); i++) name = `${wanted}_${i}`
    names.add(name)
    return name
  }
  return outputs.flatMap(({ target, reading }, i) => {
    const separator = separatorOfLabels(target.name)
    const answer: AddedColumn = {
      name: free(`${target.name}_predicted`),
      cell: (read) => answerOf(read[i]!, separator),
    }
    if (!withProbabilities || reading.kind === 'number') return [answer]
    return [
      answer,
      ...reading.names.map((each, c) => ({
        name: free(`${target.name}_probability_${each}`),
        cell: (read: readonly OutputPrediction[]) => {
          const own = read[i]!
          return own.kind === 'number' ? '' : shortest(own.probabilities[c] ?? 0)
        },
      })),
    ]
  })
}

/** What divides the labels of a cell, as in the column of the target; the labels of columns of 0 and 1 have no separator of their own. */
function separatorOf({ data }: Document, target: string): string {
  const step = settingsOf(data?.columns, target).steps?.find(({ type }) => type === multiLabel.type)
  return typeof step?.sep === 'string' ? step.sep : ';'
}

function answerOf(prediction: OutputPrediction, separator: string): string {
  if (prediction.kind === 'classes') return prediction.classes[prediction.predicted]!
  if (prediction.kind === 'number') return String(prediction.value)
  return prediction.predicted.map((label) => prediction.labels[label]!).join(separator)
}

/** The fewest digits that give the same float32 again: at most nine. */
function shortest(value: number): string {
  for (const digits of [6, 7, 8]) {
    const text = Number(value.toPrecision(digits))
    if (Math.fround(text) === Math.fround(value)) return String(text)
  }
  return String(Number(value.toPrecision(9)))
}

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/
const csvCell = (cell: string | null): string =>
  cell === null ? '' : NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\n`

/** Numbers need no quotes, and looking at each of millions takes its time. A cell that is no number is written as it is in the table. */
const hasOnlyNumbers = ({ type, badCells }: TableColumn): boolean => type === 'number' && badCells.count === 0

/** Files that were written so far: two at once with the same name have a temporary file each. */
let outputs = 0

/** A file that is there only once it is complete. @throws ProblemError when it cannot be written */
function outputFile(path: string) {
  const temporary = `${path}.${process.pid}-${++outputs}.part`
  const inWords = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw new ProblemError([texts.notWritten(path, (error as NodeJS.ErrnoException).code ?? String(error))])
    }
  }
  const file = inWords(() => {
    // Nothing that has this name is written through, such as a link.
    rmSync(temporary, { force: true })
    return openSync(temporary, 'wx')
  })
  let isOpen = true
  const close = () => {
    if (isOpen) closeSync(file)
    isOpen = false
  }
  return {
    write(text: string) {
      const bytes = Buffer.from(text)
      inWords(() => {
        for (let written = 0; written < bytes.length; )
          written += writeSync(file, bytes, written, bytes.length - written)
      })
    },
    end() {
      inWords(() => {
        fsyncSync(file)
        close()
        renameSync(temporary, path)
      })
    },
    discard() {
      close()
      rmSync(temporary, { force: true })
    },
  }
}
