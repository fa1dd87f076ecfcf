/** Predicts all rows of a table into a CSV file with the table's own columns, block by block: while the network predicts a block, the one
 *  before it is written. */
import type { FilePrediction } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { hold } from '../cache/in-use.ts'
import type { Preparation } from '../data/prepare-table/apply-preparation.ts'
import { openTable } from '../data/table/read-table.ts'
import type { Table, TableColumn } from '../data/table/table.ts'
import { csvCell, csvLine, writeWhole } from './csv-file.ts'
import type { FilePredictionTask, WrittenPredictions } from './file-prediction.ts'
import { addedColumns } from './prediction-columns.ts'
import type { Predictor } from './predictor.ts'
import { sourceAsRead } from './source-as-read.ts'
import { readingOfRun, type StoredRun } from './stored-run.ts'
import * as texts from './texts.ts'

/** Rows in memory at a time. */
const BLOCK_ROWS = 4096

/** @throws ProblemError */
export async function predictTable(
  run: StoredRun,
  predictor: Predictor,
  task: FilePredictionTask,
): Promise<WrittenPredictions> {
  const { table, folder } = await tableFor(run, predictor.preparation!, task)
  const release = hold(task.cache, [folder])
  try {
    return await writeTable(table, predictor, run, task)
  } finally {
    release()
  }
}

/** The table, read as the run has read its own. @throws ProblemError if columns are missing */
async function tableFor(
  run: StoredRun,
  preparation: Preparation,
  { query, cache, signal }: FilePredictionTask,
): Promise<{ readonly table: Table; readonly folder: string }> {
  const { source } = run.document.data!
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

async function writeTable(
  table: Table,
  predictor: Predictor,
  { record, document }: StoredRun,
  { query, signal, onProgress }: FilePredictionTask,
): Promise<WrittenPredictions> {
  const { rows, columns } = table.info
  const added = addedColumns(
    predictor.outputs,
    document,
    query.probabilities,
    columns.map(({ name }) => name),
  )
  const unpredicted = new Map<string, { rows: number; row: number }>()
  await writeWhole(query.out, signal, async (write) => {
    write(csvLine([...columns.map(({ name }) => name), ...added.map(({ name }) => name)]))
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
      write(text)
      onProgress({ run: record.run, done: to, total: rows })
    }
  })
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

/** Numbers need no quotes, and looking at each of millions takes its time. A cell that is no number is written as it is in the table. */
const hasOnlyNumbers = ({ type, badCells }: TableColumn): boolean => type === 'number' && badCells.count === 0
