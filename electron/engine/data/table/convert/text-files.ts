/** Several tables of text as one. Each is read as a table of its own, with all cells as they are written; the rows of the others follow
 *  those of the first one, column by column as their names say. */
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { OptionFact } from '../../../../../shared/data/table-profile.ts'
import type { Json } from '../../../../../shared/json.ts'
import { pause } from '../../blocks.ts'
import type { ResolvedFile } from '../../find-file.ts'
import { MAX_ROWS } from '../../limits.ts'
import { problemError } from '../../problem-error.ts'
import { texts as dataTexts } from '../../texts.ts'
import type { Report } from '../../types.ts'
import { openStoredTable } from '../open-table.ts'
import { readTextTable } from '../read-text-table.ts'
import type { ReaderSettings } from '../reader-settings.ts'
import { storedTable } from '../stored-table.ts'
import type { Table } from '../table.ts'
import type { ConvertContext, Converted } from './converter.ts'
import { createText } from './csv-text.ts'
import { texts } from './texts.ts'

/** Rows that are written at once. */
const ROWS_AT_ONCE = 4096

export async function convertTextFiles(context: ConvertContext): Promise<Converted> {
  const { files, settings, scratch, report, signal } = context
  const [file, ...otherFiles] = files
  const reader = partReader(context)
  // The first file says how all are read, and what their columns are called.
  const { info } = await reader(file, [])
  const names = info.columns.map(({ name }) => name)
  const tables: Table[] = []
  for (const each of files) tables.push(await reader(each, names))
  const orders = [names.map((_, i) => i)]
  for (const [i, other] of otherFiles.entries()) {
    const table = tables[i + 1]!
    checkOptions(info.options, table.info.options, file.path, other.path)
    orders.push(orderOf(table, names, file.path, other.path))
  }
  const rows = tables.reduce((sum, table) => sum + table.info.rows, 0)
  if (rows > MAX_ROWS) throw problemError('csv_rows', texts.tooManyRows(file.path, rows, MAX_ROWS), 'path')
  const optionValue = (field: string) => info.options.find((fact) => fact.field === field)?.value ?? null
  const marks = { decimal: optionValue('decimal'), thousands: optionValue('thousands') }
  const sep = Object.values(marks).includes(',') ? ';' : ','
  const target = join(scratch, 'table.csv')
  const writer = await createText(target, file.path, sep)
  try {
    await writer.writeRow(names)
    for (const [i, table] of tables.entries()) await writeRows(table, orders[i]!, writer.writeRow, signal)
  } finally {
    await writer.close()
  }
  report(1, dataTexts.reading(file.path))
  return {
    path: target,
    options: {
      sep,
      ...marks,
      na_values: settings.options.na_values ?? null,
      date_format: settings.options.date_format ?? null,
    },
    facts: [...info.options.filter(({ field }) => field !== 'na_values'), filesFact(files)],
    readerFacts: ['na_values'],
    hasCommentMarkInCells: tables.some((table) => table.info.hasCommentMarkInCells),
    problems: info.problems.filter(({ code }) => code === 'csv_names'),
  }
}

/** Reads one file as a table of its own.
 *  @param asWritten names of columns whose cells are kept as they are written; only an empty one is missing then */
function partReader({ files, settings, scratch, report, signal }: ConvertContext) {
  let count = 0
  return async (file: ResolvedFile, asWritten: readonly string[]): Promise<Table> => {
    const folder = join(scratch, String(count))
    await mkdir(folder)
    const partSettings: ReaderSettings =
      asWritten.length === 0
        ? { options: settings.options, types: [] }
        : {
            options: { ...settings.options, na_values: [] },
            types: asWritten.map((name) => ({ name, type: 'text' })),
          }
    const reportPart: Report = (fraction) =>
      report((count + fraction) / (files.length + 2), dataTexts.reading(file.path))
    await readTextTable(file, partSettings, { folder }, { report: reportPart, signal })
    count++
    return openStoredTable(folder, (await storedTable(folder))!, new Set())
  }
}

/** All files are read in the same way, here and by the exported program. @throws ProblemError */
function checkOptions(
  first: readonly OptionFact[],
  other: readonly OptionFact[],
  path: string,
  otherPath: string,
): void {
  for (const { field, value } of first) {
    const found = other.find((fact) => fact.field === field)
    if (field === 'na_values' || !found || isSame(found.value, value)) continue
    // Without a number that shows them, the marks of a file are not known.
    if (MARKS.includes(field) && found.reason === null) continue
    throw problemError(
      'csv_files',
      texts.otherOption(field, path, String(value), otherPath, String(found.value)),
      field,
    )
  }
}

const MARKS = ['decimal', 'thousands']
const isSame = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b)

const filesFact = (files: ConvertContext['files']): OptionFact => ({
  field: 'more_paths',
  value: files.slice(1).map(({ path }) => basename(path)),
  isSet: true,
  reason: null,
  alternatives: [],
})

/** For each name, the column of the table. @throws ProblemError if the tables have different columns */
function orderOf(table: Table, names: readonly string[], path: string, otherPath: string): number[] {
  const own = table.info.columns.map(({ name }) => name)
  const missing = names.filter((name) => !own.includes(name))
  const added = own.filter((name) => !names.includes(name))
  if (missing.length > 0 || added.length > 0)
    throw problemError('csv_files', texts.otherColumns(path, otherPath, missing, added), 'more_paths')
  return names.map((name) => own.indexOf(name))
}

async function writeRows(
  table: Table,
  order: readonly number[],
  write: (cells: readonly (string | null)[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = table.info
  for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
    await pause(signal)
    const end = Math.min(rows, start + ROWS_AT_ONCE)
    const columns: (string | null)[][] = []
    for (const column of order) columns.push(await table.texts(column, start, end))
    for (let row = 0; row < end - start; row++) await write(columns.map((cells) => cells[row]!))
  }
}
