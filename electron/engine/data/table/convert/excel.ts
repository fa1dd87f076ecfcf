/** Reads a sheet of an .xlsx file in two passes: the first one finds the table in it, the second one writes its rows. */
import { join } from 'node:path'
import type { OptionFact } from '../../../../../shared/data/table-profile.ts'
import type { Config } from '../../../../../shared/fields/index.ts'
import { MAX_COLUMNS } from '../../limits.ts'
import { problemError } from '../../problem-error.ts'
import { texts as dataTexts } from '../../texts.ts'
import type { ConvertContext, Converted, Converter } from './converter.ts'
import { createText } from './csv-text.ts'
import { texts } from './texts.ts'
import { openArchive } from './xlsx/archive.ts'
import { type DateDetail, dateText, timeText } from './xlsx/dates.ts'
import { type Cell, columnOf, lettersOf, MAX_SHEET_COLUMNS, type Row, scanSheet } from './xlsx/sheet.ts'
import { createSurvey, mergedHeader, mergedRows, type Survey } from './xlsx/survey.ts'
import { readWorkbook, type Sheet } from './xlsx/workbook.ts'

interface ExcelOptions {
  readonly sheet_name: string | null
  readonly usecols: string | null
  readonly skiprows: number | null
  readonly header: number | null
  readonly nrows: number | null
  readonly na_values: readonly string[] | null
}

export const excelConverter: Converter = {
  type: 'excel',
  fields: ['sheet_name', 'usecols', 'skiprows', 'header', 'nrows', 'na_values'],
  convert: readSheet,
}

async function readSheet({
  source,
  files: [file],
  scratch,
  report,
  signal,
}: ConvertContext): Promise<Converted> {
  const { path } = file
  const options = optionsOf(source)
  const archive = await openArchive(file, signal)
  const workbook = await readWorkbook(archive, file)
  const sheet = chooseSheet(workbook.sheets, options.sheet_name, path)
  const usecols = options.usecols === null ? null : columnsIn(options.usecols)
  const rows = options.nrows === null ? null : options.nrows + (options.header ?? 1)
  const survey = createSurvey({ skiprows: options.skiprows, usecols, rows })
  const { merged } = await scanSheet(archive, sheet.part, workbook, survey.add, async (fraction) =>
    report(fraction / 2, dataTexts.reading(path)),
  )
  const found = survey.result()
  if (found === null) throw problemError('data_no_rows', texts.emptySheet(path, sheet.name), 'sheet_name')
  checkTable(found, path)
  const [range] = mergedRows(merged, found, options.header)
  if (range) throw problemError('excel_merged', texts.merged(path, sheet.name, range.name), 'path')
  const headerRows = options.header === null ? mergedHeader(merged, found) : null
  const target = join(scratch, 'table.csv')
  const writer = await createText(target, path)
  try {
    let next = 0
    const pending: (string | null)[][] = []
    const write = async () => {
      for (const row of pending.splice(0)) await writer.writeRow(row)
    }
    const addUntil = (end: number) => {
      for (; next < end; next++) pending.push(next < found.skip ? [] : found.columns.map(() => null))
    }
    const onRow = (row: number, cells: Row) => {
      if (row < found.skip || row > found.lastRow) return
      addUntil(row)
      pending.push(found.columns.map((column) => textOf(cells.get(column), found.details.get(column))))
      next = row + 1
    }
    await scanSheet(archive, sheet.part, workbook, onRow, async (fraction) => {
      await write()
      report(0.5 + fraction / 2, dataTexts.reading(path))
    })
    await write()
  } finally {
    await writer.close()
  }
  return {
    path: target,
    options: { header: options.header ?? headerRows, skiprows: found.skip, na_values: options.na_values },
    facts: [...factsOf(options, sheet, workbook.sheets, found), ...headerFact(headerRows)],
    readerFacts: headerRows === null ? ['header', 'na_values'] : ['na_values'],
    durations: found.columns.flatMap((column, i) => (found.durations.has(column) ? [i] : [])),
    hasLines: !found.hasBreaks,
  }
}

/** The fields of the source, which were checked. */
const optionsOf = (source: Config): ExcelOptions => source as unknown as ExcelOptions

function chooseSheet(sheets: readonly Sheet[], name: string | null, path: string): Sheet {
  if (name === null) return sheets.find(({ isHidden }) => !isHidden) ?? sheets[0]!
  const sheet = sheets.find((each) => each.name === name)
  if (!sheet) {
    const names = sheets.map((each) => each.name)
    throw problemError('excel_sheet', texts.noSheet(path, name, names), 'sheet_name')
  }
  return sheet
}

function checkTable({ columns, lastColumn, formula }: Survey, path: string): void {
  if (columns.at(-1)! > lastColumn)
    throw problemError('excel_columns', texts.beyondColumns(path, lettersOf(lastColumn)), 'usecols')
  if (columns.length > MAX_COLUMNS)
    throw problemError('csv_columns', dataTexts.csvColumns(path, columns.length, MAX_COLUMNS), 'path')
  if (formula !== null) throw problemError('excel_formula', texts.formula(path, formula), 'path')
}

/** `A:C,F` → the columns 0, 1, 2, 5. @throws ProblemError */
function columnsIn(text: string): ReadonlySet<number> {
  const columns = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^\s*([A-Z]{1,3})\s*(?::\s*([A-Z]{1,3})\s*)?$/i.exec(part)
    const [first, last] = match ? [columnOf(match[1]!), columnOf(match[2] ?? match[1]!)] : [0, -1]
    if (last < first || last >= MAX_SHEET_COLUMNS)
      throw problemError('excel_columns', texts.usecols(text), 'usecols')
    for (let column = first; column <= last; column++) columns.add(column)
  }
  return columns
}

function textOf(cell: Cell | undefined, detail: DateDetail | undefined): string | null {
  if (cell === undefined) return null
  switch (cell.kind) {
    case 'formula':
      return null
    case 'date':
      return dateText(cell.milliseconds, detail ?? 'day')
    case 'time':
      return timeText(cell.milliseconds)
    default:
      return cell.text
  }
}

const headerFact = (rows: number | null): OptionFact[] =>
  rows === null
    ? []
    : [{ field: 'header', value: rows, isSet: false, reason: texts.mergedHeader, alternatives: [] }]

function factsOf(
  options: ExcelOptions,
  sheet: Sheet,
  sheets: readonly Sheet[],
  { skip, columns }: Survey,
): OptionFact[] {
  const isAll = columns[0] === 0 || options.usecols !== null
  const found = isAll ? null : `${lettersOf(columns[0]!)}:${lettersOf(columns.at(-1)!)}`
  const others = options.sheet_name === null ? sheets.filter((each) => each !== sheet) : []
  return [
    {
      field: 'sheet_name',
      value: sheet.name,
      isSet: options.sheet_name !== null,
      reason: others.length > 0 ? texts.firstSheet(sheets.length) : null,
      alternatives: others.map(({ name }) => ({ value: name, meaning: texts.otherSheet })),
    },
    {
      field: 'usecols',
      value: options.usecols ?? found,
      isSet: options.usecols !== null,
      reason: found === null ? null : texts.emptyColumns,
      alternatives: [],
    },
    {
      field: 'skiprows',
      value: skip,
      isSet: options.skiprows !== null,
      reason: options.skiprows === null && skip > 0 ? texts.skippedRows : null,
      alternatives: [],
    },
    {
      field: 'nrows',
      value: options.nrows,
      isSet: options.nrows !== null,
      reason: null,
      alternatives: [],
    },
  ]
}
