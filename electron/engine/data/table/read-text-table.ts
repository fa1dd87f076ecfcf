/** Reads a text table into the cache. */
import type { ColumnType } from '../../../../shared/data/columns.ts'
import { csvError } from '../csv/csv-error.ts'
import { type Dialect, readCall, sniff } from '../csv/dialect.ts'
import { withDuckDb } from '../csv/duck-db.ts'
import { inspectTable } from '../csv/inspect-table.ts'
import type { ResolvedFile } from '../find-file.ts'
import { problemError } from '../problem-error.ts'
import { texts } from '../texts.ts'
import type { Report } from '../types.ts'
import { cellParser } from './cell-parser.ts'
import { DATE_FORMATS, dateParser } from './date-format.ts'
import { isMarker, isTextMarker } from './markers.ts'
import { numberParser } from './number-format.ts'
import type { ReaderSettings } from './reader-settings.ts'
import type { StoredColumn } from './stored-table.ts'
import { blockRowsFor, createTable, textSegment } from './write-table.ts'

const BOOLEANS = { false: ['false', 'no'], true: ['true', 'yes'] }

export async function readTextTable(
  file: ResolvedFile,
  settings: ReaderSettings,
  { folder }: { readonly folder: string; readonly scratch: string },
  report: Report,
): Promise<void> {
  report(0, texts.reading(file.path))
  const head = await inspectTable(file)
  const { dialect, cells } = await withDuckDb(file.path, async (connection, path) => {
    const found = await sniff(connection, path, file.path, head, [])
    const { from, values } = readCall(found, path)
    const rows = await connection.runAndReadAll(`SELECT * ${from}`, values).catch((error: unknown) => {
      throw csvError(error, file.path)
    })
    const columns = rows.getColumnsJS() as (string | null)[][]
    return { dialect: found, cells: columns.map((column) => column.map((cell) => (cell ?? '').trim())) }
  })
  const rows = cells[0]?.length ?? 0
  if (rows === 0) throw problemError('data_no_rows', texts.csvEmpty(file.path), 'path')
  const decimal =
    dialect.separator !== ',' && cells.flat().some((cell) => /^-?\d+,\d+$/.test(cell)) ? ',' : '.'
  const typeOf = (name: string) => settings.types.find((type) => type.name === name)?.type ?? 'auto'
  const columns = cells.map((texts, i) => {
    const name = dialect.names[i]!
    return columnOf(name, dialect.header ? name : null, texts, decimal, typeOf(name))
  })
  const writer = await createTable(folder)
  try {
    const blockRows = blockRowsFor(columns.length)
    for (let start = 0; start < rows; start += blockRows)
      await writer.writeBlock(
        columns.map((column, i) => {
          const part = cells[i]!.slice(start, start + blockRows)
          if (column.storage === 'numbers') return Float64Array.from(part, column.parse)
          return Int32Array.from(part, (text) => column.codes.get(text)!)
        }),
      )
    const storedColumns: StoredColumn[] = []
    for (const { bad, parse: _, codes: _codes, ...column } of columns)
      storedColumns.push({
        ...column,
        badSegment:
          bad.length === 0
            ? null
            : await writer.writeSegment(
                Buffer.concat([
                  new Uint8Array(Int32Array.from(bad, ({ row }) => row).buffer),
                  textSegment(bad.map(({ text }) => text)),
                ]),
              ),
      })
    await writer.finish({
      title: file.path.split(/[\\/]/).at(-1)!,
      bytes: file.size,
      rows,
      blockRows,
      options: optionsOf(dialect, decimal),
      columns: storedColumns,
      problems: [],
      hasCommentMarkInCells: false,
      areMarkersSet: false,
      linesSegment: await writer.writeSegment(Int32Array.of(0, dialect.skip + (dialect.header ? 2 : 1))),
    })
  } finally {
    await writer.close()
  }
}

function columnOf(
  name: string,
  header: string | null,
  cells: readonly string[],
  decimal: string,
  set: ColumnType | 'auto',
) {
  const present = cells.filter((cell) => !isMarker(cell))
  const unit =
    ['$', '%'].find((mark) => present.length > 0 && present.every((cell) => cell.includes(mark))) ?? null
  const number = numberParser({ decimal, thousands: '', unit })
  const share = (isFitting: (cell: string) => boolean) =>
    present.length > 0 && present.filter(isFitting).length / present.length >= 0.95
  const dateFormat = DATE_FORMATS.find((format) => {
    const parse = dateParser(format)
    return share((cell) => !Number.isNaN(parse(cell)))
  })
  const wordsOf = (list: readonly string[]) =>
    [...new Set(present)].filter((cell) => list.includes(cell.toLowerCase()))
  const words = { false: wordsOf(BOOLEANS.false), true: wordsOf(BOOLEANS.true) }
  const distinct = new Set(cells).size
  const foundType: ColumnType = share((cell) => !Number.isNaN(number(cell)))
    ? 'number'
    : share((cell) => words.false.includes(cell) || words.true.includes(cell))
      ? 'boolean'
      : dateFormat
        ? 'date'
        : distinct > 50 && distinct > cells.length / 2
          ? 'text'
          : 'category'
  const type = set === 'auto' ? foundType : set
  const isText = type === 'category' || type === 'text'
  const parse = cellParser({
    type,
    decimal,
    thousands: '',
    unit,
    words,
    dateFormat: dateFormat ?? '%Y-%m-%d',
  })
  const isMissing = (cell: string) => (isText ? isTextMarker(cell) : isMarker(cell))
  const counts = new Map<string, number>()
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  const bad = isText
    ? []
    : cells.flatMap((text, row) => (!isMissing(text) && Number.isNaN(parse(text)) ? [{ row, text }] : []))
  const isNumbers = type === 'number' || type === 'date'
  return {
    name,
    header,
    type,
    foundType,
    storage: isNumbers ? ('numbers' as const) : ('codes' as const),
    textsFrom: null,
    dictionary: isNumbers ? null : [...counts].map(([text, count]) => ({ text, count })),
    markers: [...counts].filter(([text]) => isMissing(text)).map(([text, count]) => ({ text, count })),
    badCells: { count: bad.length, first: bad.slice(0, 20).map((cell) => ({ ...cell, line: null })) },
    bad: isNumbers ? bad : [],
    unit: type === 'number' ? unit : null,
    isPadded: false,
    words: type === 'boolean' ? words : null,
    dateFormat: type === 'date' ? (dateFormat ?? '%Y-%m-%d') : null,
    parse,
    codes: new Map([...counts.keys()].map((text, i) => [text, i])),
  }
}

function optionsOf(dialect: Dialect, decimal: string) {
  const fact = (field: string, value: string | number | null) => ({
    field,
    value,
    isSet: false,
    reason: null,
    alternatives: [],
  })
  return [
    fact('sep', dialect.separator),
    fact('decimal', decimal),
    fact('thousands', ''),
    fact('header', dialect.header ? 1 : 0),
    fact('skiprows', dialect.skip),
    fact('comment', dialect.comment),
    fact('quotechar', dialect.quote),
    fact('encoding', 'utf-8'),
    { ...fact('na_values', null), value: [] },
  ]
}
