/** Re-reads the invalid columns and reports the first invalid value of each, with its line. */
import { type ProblemData, ProblemError, problem } from '../../../../shared/problem.ts'
import { texts } from '../texts.ts'
import { readCall } from './dialect.ts'
import { lineOfRow } from './line-of-row.ts'
import { type Decimal, isMissing, isStorable, numberSql } from './number.ts'
import type { ReadRows, Table } from './table.ts'

/** Maximum number of columns that are reported. */
const MAX_EXPLAINED = 5

export async function explainErrors(table: Table, read: ReadRows, decimal: Decimal): Promise<ProblemError> {
  const problems: ProblemData[] = []
  for (const column of [...read.invalidRows.keys()].sort((a, b) => a - b).slice(0, MAX_EXPLAINED))
    problems.push(...(await columnProblems(table, column, decimal)))
  for (const [i, { count, first }] of read.missingTargets.entries()) {
    if (count === 0) continue
    const line = await lineOfRow(table.path, table.dialect, first)
    const name = table.dialect.names[table.columns.targets[i]!]!
    problems.push(problem('csv_missing', texts.missingValues(name, count, line), { field: 'target' }))
  }
  return new ProblemError(problems)
}

/** Problems of one column: the first text that is not a number (or a negative weight), and the number of missing values. */
async function columnProblems(table: Table, column: number, decimal: Decimal): Promise<ProblemData[]> {
  const { from, values } = readCall(table.dialect, table.file)
  const name = table.dialect.names[column]!
  const isWeight = column === table.columns.weights
  const field = isWeight ? 'sample_weight' : 'features'
  let row = 0
  const missing = { count: 0, first: -1 }
  let text: { value: string; row: number } | null = null
  let negative: { value: string; row: number } | null = null
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
      const number = numbers.getItem(r)
      if (isMissing(word)) {
        if (missing.count++ === 0) missing.first = row
      } else if (!isStorable(number)) text ??= { value: String(word), row }
      else if (isWeight && number < 0) negative ??= { value: String(word), row }
    }
  }
  const line = (at: number) => lineOfRow(table.path, table.dialect, at)
  return [
    ...(text
      ? [problem('csv_text', texts.textInNumbers(field, name, await line(text.row), text.value), { field })]
      : []),
    ...(negative
      ? [problem('csv_weight', texts.weightRange(name, await line(negative.row), negative.value), { field })]
      : []),
    ...(missing.count > 0
      ? [
          problem('csv_missing', texts.missingValues(name, missing.count, await line(missing.first)), {
            field,
          }),
        ]
      : []),
  ]
}
