import type { TargetInfo } from '../../../../shared/data/data-info.ts'
import { toNames } from '../../../../shared/fields/index.ts'
import type { Text } from '../../../../shared/text.ts'
import { checkedWriter } from '../checked-file.ts'
import type { ResolvedFile } from '../find-file.ts'
import { MAX_BYTES, MAX_ROWS } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { texts } from '../texts.ts'
import type { Report, RowFiles, Rows } from '../types.ts'
import { bytesOf, writeArrays } from '../write-rows.ts'
import { type CsvSource, chooseColumns } from './columns.ts'
import { csvError } from './csv-error.ts'
import { type Dialect, readCall, sniff } from './dialect.ts'
import { withDuckDb } from './duck-db.ts'
import { explainErrors } from './explain.ts'
import { inspectTable } from './inspect-table.ts'
import { lineOfRow } from './line-of-row.ts'
import { type Decimal, isMissingTarget, isStorable, numberSql } from './number.ts'
import type { ReadRows, Table } from './table.ts'
import { type ReadTarget, targetColumn } from './target.ts'

/** Maximum characters of a value in a message. */
const MAX_SHOWN = 100

export async function readCsv(
  resolvedFile: ResolvedFile,
  source: CsvSource,
  files: RowFiles,
  report: Report,
): Promise<Rows> {
  const { path } = resolvedFile
  report(0, texts.reading(path))
  const head = await inspectTable(resolvedFile)
  return withDuckDb(path, async (connection, file) => {
    const inputNames = [source.sample_weight ?? '', ...(source.features ?? [])].filter((name) => name !== '')
    const knownNames = [...toNames(source.target), ...inputNames]
    const dialect = await sniff(connection, file, path, head, knownNames)
    const columns = chooseColumns(source, dialect.names)
    const table = { connection, path, file, dialect, columns }
    const read = await readRows(table, files, '.', report)
    // In tables with a separator other than the comma, 1,5 is a number in many countries.
    const comma =
      read.invalidRows.size > 0 && dialect.separator !== ',' && (await usesComma(table, read.invalidRows))
    const result = comma ? await readRows(table, files, ',', report) : read
    if (result.invalidRows.size > 0 || result.missingTargets.some(({ count }) => count > 0))
      throw await explainErrors(table, result, comma ? ',' : '.')
    if (result.count === 0) throw problemError('data_no_rows', texts.csvEmpty(path), 'path')
    const targets = result.targets.map((target, i) =>
      target.finish(dialect.names[columns.targets[i]!]!, source.task),
    )
    const infos = await Promise.all(targets.map((target) => infoOf(target, path, dialect)))
    await writeArrays(files.targets, [
      ...targets.map((t) => t.values),
      ...(result.weights ? [result.weights] : []),
    ])
    const [first, ...others] = infos
    return {
      title: path.split(/[\\/]/).at(-1)!,
      count: result.count,
      shape: [columns.features.length],
      dtype: 'float32',
      columns: columns.features.map((i) => ({ name: dialect.names[i]!, type: 'number' as const })),
      targets: [first!, ...others],
      weights: columns.weights === null ? null : dialect.names[columns.weights]!,
      preparation: source.standardize ? 'standardize' : { offset: [0], scale: [1] },
      notes: notesOn(dialect, [first!, ...others], comma),
    }
  })
}

/** Adds the line of the first text to the target's info, for users who expect numbers. */
async function infoOf({ target, text }: ReadTarget, path: string, dialect: Dialect): Promise<TargetInfo> {
  if (text === null) return target
  const { row, value, count } = text
  return {
    ...target,
    text: { count, value: value.slice(0, MAX_SHOWN), line: await lineOfRow(path, dialect, row) },
  }
}

async function readRows(table: Table, files: RowFiles, decimal: Decimal, report: Report): Promise<ReadRows> {
  const { features, targets: targetIndices, weights: weightIndex } = table.columns
  const { from, values } = readCall(table.dialect, table.file)
  const numberIndices = [...features, ...targetIndices, ...(weightIndex === null ? [] : [weightIndex])]
  const expressions = [
    ...numberIndices.map((i) => numberSql(i, decimal)),
    ...targetIndices.map((i) => `c${i}`),
  ]
  const sql = `SELECT ${expressions.join(', ')} ${from}`
  const invalidRows = new Map<number, number>()
  const missing = targetIndices.map(() => ({ count: 0, first: -1 }))
  const targets = targetIndices.map(targetColumn)
  const weights: number[] = []
  const writer = await checkedWriter(files.features)
  const width = features.length
  let count = 0
  try {
    const result = await table.connection.stream(sql, values)
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      const rows = chunk.rowCount
      const block = new Float32Array(rows * width)
      for (let c = 0; c < width; c++) {
        const vector = chunk.getColumnVector(c)
        for (let r = 0; r < rows; r++) {
          const value = vector.getItem(r)
          if (isStorable(value)) block[r * width + c] = value
          else if (!invalidRows.has(features[c]!)) invalidRows.set(features[c]!, count + r)
        }
      }
      for (const [t, target] of targets.entries()) {
        const numbers = chunk.getColumnVector(width + t)
        const words = chunk.getColumnVector(numberIndices.length + t)
        for (let r = 0; r < rows; r++) {
          const word = words.getItem(r)
          if (isMissingTarget(word) && missing[t]!.count++ === 0) missing[t]!.first = count + r
          target.add(String(word ?? ''), numbers.getItem(r) as number | null)
        }
      }
      if (weightIndex !== null) {
        const vector = chunk.getColumnVector(numberIndices.length - 1)
        for (let r = 0; r < rows; r++) {
          const value = vector.getItem(r)
          if (isStorable(value) && value >= 0) weights.push(value)
          else if (!invalidRows.has(weightIndex)) invalidRows.set(weightIndex, count + r)
        }
      }
      count += rows
      if (count > MAX_ROWS || count * numberIndices.length * 4 > MAX_BYTES)
        throw problemError('csv_rows', texts.csvRows(table.path, MAX_ROWS, MAX_BYTES), 'path')
      await writer.write(bytesOf(block))
      report(Math.min(0.9, count / 1e6), texts.readingRows(table.path, count))
    }
  } catch (error) {
    throw csvError(error, table.path)
  } finally {
    await writer.close()
  }
  return {
    count,
    targets,
    weights: weightIndex === null ? null : Float32Array.from(weights),
    invalidRows,
    missingTargets: missing,
  }
}

/** Whether the first invalid value is a number with a decimal comma. */
async function usesComma(table: Table, invalidRows: ReadonlyMap<number, number>): Promise<boolean> {
  const [[column, row]] = [...invalidRows] as [[number, number]]
  const { from, values } = readCall(table.dialect, table.file)
  const sql = `SELECT c${column} ${from} LIMIT 1 OFFSET ${row}`
  const result = await table.connection.runAndReadAll(sql, values)
  return /^\s*[+-]?\d+,\d+(e[+-]?\d+)?\s*$/i.test(String(result.getRows()[0]?.[0] ?? ''))
}

function notesOn(dialect: Dialect, targets: readonly TargetInfo[], comma: boolean): Text[] {
  return [
    ...(dialect.skip > 0 ? [texts.noteSkipped(dialect.skip)] : []),
    ...(dialect.header ? [] : [texts.noteNoHeader(dialect.names.length)]),
    ...(comma ? [texts.noteComma] : []),
    ...targets.flatMap(({ classes }) => (classes.length === 1 ? [texts.noteOneClass(classes[0]!)] : [])),
  ]
}
