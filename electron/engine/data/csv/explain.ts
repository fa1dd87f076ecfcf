/** Goes back to the columns that could not be read and says what stands in them, on which line. */
import { type ProblemData, ProblemError } from '../../../../shared/problem.ts'
import { problemData } from '../fault.ts'
import { texts } from '../texts.ts'
import { readCall } from './dialect.ts'
import { lineOfRow } from './line-of-row.ts'
import { type Decimal, isMissing, isStorable, numberSql } from './number.ts'
import type { ReadRows, Table } from './read-csv.ts'

/** So many columns are explained; the rest would only make the message longer. */
const EXPLAINED = 5

export async function explain(table: Table, read: ReadRows, decimal: Decimal): Promise<ProblemError> {
  const problems: ProblemData[] = []
  for (const column of [...read.bad.keys()].sort((a, b) => a - b).slice(0, EXPLAINED))
    problems.push(...(await faults(table, column, decimal)))
  if (read.missingTargets.count > 0) {
    const line = await lineOfRow(table.path, table.dialect, read.missingTargets.first)
    const name = table.dialect.names[table.columns.target]!
    problems.push(
      problemData('csv_missing', texts.missingValues(name, read.missingTargets.count, line), 'target'),
    )
  }
  return new ProblemError(problems)
}

/** Of one column: the first text that is no number, and how many values are missing. */
async function faults(table: Table, column: number, decimal: Decimal): Promise<ProblemData[]> {
  const { from, values } = readCall(table.dialect, table.file)
  const name = table.dialect.names[column]!
  let row = 0
  const missing = { count: 0, first: -1 }
  let text: { value: string; row: number } | null = null
  const result = await table.connection.stream(
    `SELECT c${column}, ${numberSql(column, decimal)} ${from}`,
    values,
  )
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const words = chunk.getColumnVector(0)
    const numbers = chunk.getColumnVector(1)
    for (let r = 0; r < chunk.rowCount; r++, row++) {
      const word = words.getItem(r)
      if (isMissing(word)) {
        if (missing.count++ === 0) missing.first = row
      } else if (!text && !isStorable(numbers.getItem(r))) text = { value: String(word), row }
    }
  }
  const line = (at: number) => lineOfRow(table.path, table.dialect, at)
  return [
    ...(text
      ? [problemData('csv_text', texts.textInNumbers(name, await line(text.row), text.value), 'features')]
      : []),
    ...(missing.count > 0
      ? [
          problemData(
            'csv_missing',
            texts.missingValues(name, missing.count, await line(missing.first)),
            'features',
          ),
        ]
      : []),
  ]
}
