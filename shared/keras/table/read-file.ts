/** The lines that read the file of a table into `table`, by the type of the source. */
import type { DataSourceType } from '../../data/sources/index.ts'
import type { TableReading } from '../../data/table-reading.ts'
import type { Config } from '../../fields/index.ts'
import type { Json } from '../../json.ts'
import { call, keyword, type Py, statement, text } from '../printer.ts'
import type { Cells } from './cells.ts'
import { readCsv, readerKeywords } from './read-csv.ts'

export interface ReadFile {
  /** Modules of the standard library to import. */
  readonly imports: readonly string[]
  /** Packages that pandas needs for it. */
  readonly installs: readonly string[]
  readonly lines: readonly string[]
  readonly cells: Cells
}

export interface ReadContext {
  readonly source: Config
  readonly reading: TableReading | null
  /** Columns that are read as texts. */
  readonly texts: readonly string[]
}

/** Sources of tables. */
type TableType = Exclude<DataSourceType, 'fashion_mnist' | 'idx'>

export const readFile = (context: ReadContext): ReadFile => READERS[context.source.type as TableType](context)

const READERS: { readonly [type in TableType]: (context: ReadContext) => ReadFile } = {
  csv: readText,
  parquet: () => ({
    imports: [],
    installs: ['pyarrow'],
    lines: ['table = pd.read_parquet(DATA)'],
    cells: 'typed',
  }),
  json: readJson,
  excel: readExcel,
  sqlite: readSqlite,
}

const textOption = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** Further files, whose rows follow. */
export const morePathsOf = ({ more_paths: paths }: { readonly [field: string]: Json }): readonly string[] =>
  Array.isArray(paths) ? paths.map(String) : []

/** Every option in use: those found, and before the data is read those set. */
export const optionsOf = ({ source, reading }: ReadContext): TableReading['options'] =>
  reading?.options ?? (source as TableReading['options'])

function readText(context: ReadContext): ReadFile {
  const { source, reading, texts } = context
  const path = textOption(source.path)
  const files = { path, several: morePathsOf(source).length > 0 }
  const { imports, lines } = readCsv(optionsOf(context), reading, texts, files)
  const isZstandard = /\.zst$/i.test(path)
  return { imports, installs: isZstandard ? ['zstandard'] : [], lines, cells: 'text' }
}

/** A list of objects, or an object per line. Fields inside fields become columns such as a.b. */
function readJson({ source }: ReadContext): ReadFile {
  const path = textOption(source.path).toLowerCase()
  const [open, imports] = path.endsWith('.gz') ? ['gzip.open', ['gzip', 'json']] : ['open', ['json']]
  const isLines = /\.(ndjson|jsonl)(\.gz)?$/.test(path)
  return {
    imports,
    installs: [],
    lines: [
      `with ${open}(DATA, "rt", encoding="utf-8-sig") as file:`,
      `    rows = ${isLines ? '[json.loads(line) for line in file if line.strip()]' : 'json.load(file)'}`,
      'table = pd.json_normalize(rows)',
    ],
    cells: 'typed',
  }
}

function readExcel(context: ReadContext): ReadFile {
  const { source, reading, texts } = context
  const options = optionsOf(context)
  const sheet = options.sheet_name ?? source.sheet_name
  const nrows = options.nrows ?? source.nrows
  const usecols = textOption(options.usecols ?? source.usecols)
  const read: Py = call(
    'pd.read_excel',
    'DATA',
    ...(typeof sheet === 'string' ? [keyword('sheet_name', text(sheet))] : []),
    ...(usecols ? [keyword('usecols', text(usecols))] : []),
    ...(typeof nrows === 'number' ? [keyword('nrows', String(nrows))] : []),
    ...readerKeywords(options, reading, texts),
  )
  return { imports: [], installs: ['openpyxl'], lines: statement(read, 'table = '), cells: 'sheet' }
}

function readSqlite(context: ReadContext): ReadFile {
  const name = optionsOf(context).table ?? context.source.table
  const query = `SELECT * FROM "${textOption(name).replaceAll('"', '""')}"`
  return {
    imports: ['sqlite3'],
    installs: [],
    lines: [
      'database = sqlite3.connect(DATA)',
      ...statement(call('pd.read_sql', text(query), 'database'), 'table = '),
      'database.close()',
    ],
    cells: 'typed',
  }
}
