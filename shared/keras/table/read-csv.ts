/** The call of `pandas.read_csv`, or of `read_fwf` where cells stand at fixed places, that reads the same cells as the app: the options found
 *  or set, if they differ from pandas' own. */
import type { ReadColumn, TableReading } from '../../data/table-reading.ts'
import { escapePattern } from '../../escape-pattern.ts'
import type { Json } from '../../json.ts'
import { patternLiteral } from '../pattern.ts'
import { call, dict, keyword, list, type Py, statement, text } from '../printer.ts'

type Options = TableReading['options']

export interface ReadCsv {
  readonly imports: readonly string[]
  /** Lines that define `table`. */
  readonly lines: readonly string[]
}

export interface TextFiles {
  /** Name of the first file, whose ending says how it is packed. */
  readonly path: string
  /** `DATA` is a list of files, whose rows follow each other. */
  readonly several: boolean
}

/** @param options reader options in use, by the name of the source's field; null or absent: pandas' own
 *  @param reading what is known of the table; null before it is read
 *  @param texts columns that are read as texts */
export function readCsv(
  options: Options,
  reading: TableReading | null,
  texts: readonly string[],
  { path, several }: TextFiles,
): ReadCsv {
  const file = several ? 'path' : 'DATA'
  const filter = commentFilter(options, reading, file, path)
  const mark = optionText(options.comment)
  const isFixed = Array.isArray(options.widths)
  const read = call(
    isFixed ? 'pd.read_fwf' : 'pd.read_csv',
    filter ? 'io.StringIO(lines)' : file,
    ...(isFixed
      ? [keyword('colspecs', places(options.widths as number[]))]
      : separator(optionText(options.sep))),
    ...given('decimal', optionText(options.decimal), '.'),
    ...given('thousands', optionText(options.thousands), ''),
    ...(mark && !filter ? [keyword('comment', text(mark))] : []),
    ...(isFixed ? [] : quote(optionText(options.quotechar))),
    ...(filter ? [] : encoding(optionText(options.encoding), isFixed)),
    ...readerKeywords(options, reading, texts),
  )
  // Without a header the number of columns is known once the table is read.
  const isUnnamed = reading === null && (optionNumber(options.header) ?? 1) === 0
  return {
    imports: filter?.imports ?? [],
    lines: [
      ...(several ? concatenate(read, filter) : [...(filter?.lines ?? []), ...statement(read, 'table = ')]),
      ...(isUnnamed ? ['table.columns = [f"column{i}" for i in table.columns]'] : []),
    ],
  }
}

/** Columns have their places by name. */
const concatenate = (read: Py, filter: CommentFilter | null): string[] => [
  ...(filter
    ? [
        'tables = []',
        'for path in DATA:',
        ...[...filter.lines, ...statement({ open: 'tables.append(', items: [read], close: ')' })].map(
          (line) => `    ${line}`,
        ),
      ]
    : statement({ open: '[', items: [read], close: ' for path in DATA]' }, 'tables = ')),
  'table = pd.concat(tables, ignore_index=True)',
]

/** Keyword arguments that `read_csv` and `read_excel` have in common. */
export const readerKeywords = (
  options: Options,
  reading: TableReading | null,
  texts: readonly string[],
): Py[] => [
  ...headerKeywords(options, reading),
  ...dtype(texts, reading?.columns ?? []),
  'keep_default_na=False',
  keyword('na_values', missingTexts(options, reading?.columns ?? [], texts)),
]

const optionText = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)
const optionNumber = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null)

/** A keyword argument, unless the value is pandas' own. */
const given = (name: string, value: string | null, own: string): Py[] =>
  value === null || value === own ? [] : [keyword(name, text(value))]

/** `(start, end)` of each column; the last one goes to the end of the line. */
function places(widths: readonly number[]): Py {
  let start = 0
  return list(
    widths.map((width, i) => {
      const place = `(${start}, ${i === widths.length - 1 ? 'None' : start + width})`
      start += width
      return place
    }),
  )
}

/** A byte order mark is no character of the first column. */
const encoding = (name: string | null, isFixed: boolean): Py[] =>
  isFixed
    ? [keyword('encoding', text(name === null || name === 'utf-8' ? 'utf-8-sig' : name))]
    : given('encoding', name, 'utf-8')

function separator(sep: string | null): Py[] {
  if (sep === null || sep === ',') return []
  // A blank stands for any number of blanks.
  if (sep === ' ') return ['sep=r"\\s+"']
  if (sep === '  ') return ['sep=r"\\s{2,}"', 'engine="python"']
  if ([...sep].length === 1) return [keyword('sep', text(sep))]
  return [keyword('sep', patternLiteral(escapePattern(sep))), 'engine="python"']
}

const quote = (quotechar: string | null): Py[] =>
  quotechar === '' ? ['quoting=3'] : given('quotechar', quotechar, '"')

/** Header and lines above it. Where pandas would name the columns differently, the names are given. */
function headerKeywords(options: Options, reading: TableReading | null): Py[] {
  const header = optionNumber(options.header) ?? 1
  const skipped = (optionNumber(options.skiprows) ?? 0) + (header > 1 ? header : 0)
  const isRenamed = header !== 1 || (reading?.isRenamed ?? false)
  return [
    ...(isRenamed ? [header === 1 ? 'header=0' : 'header=None'] : []),
    ...(isRenamed && reading ? [keyword('names', columnNames(reading.columns))] : []),
    ...(skipped > 0 ? [keyword('skiprows', String(skipped))] : []),
  ]
}

/** The app names the columns of a table without a header column0, column1… */
function columnNames(columns: readonly ReadColumn[]): Py {
  return columns.length > 1 && columns.every(({ name }, i) => name === `column${i}`)
    ? `[f"column{i}" for i in range(${columns.length})]`
    : list(columns.map(({ name }) => text(name)))
}

interface CommentFilter {
  readonly imports: readonly string[]
  /** Lines that define `lines`, the text without comments. */
  readonly lines: readonly string[]
}

/** pandas would also cut a line at a mark inside a cell. Then the comment lines are taken away before it reads; null: it may read itself.
 *  @param file the file as Python  @param name its name */
function commentFilter(
  options: Options,
  reading: TableReading | null,
  file: string,
  name: string,
): CommentFilter | null {
  const mark = optionText(options.comment)
  if (!mark || (reading?.hasCommentMarkInCells !== true && [...mark].length === 1)) return null
  const found = optionText(options.encoding) ?? 'utf-8'
  const opened = openText(name, file, text(found === 'utf-8' ? 'utf-8-sig' : found))
  return {
    imports: ['io', ...opened.imports],
    lines: [
      `# A ${text(mark)} inside a cell is no comment.`,
      `with ${opened.open}:`,
      `    lines = "".join(line for line in ${opened.lines} if not line.startswith(${text(mark)}))`,
    ],
  }
}

interface OpenText {
  readonly imports: readonly string[]
  /** What a `with` opens. */
  readonly open: string
  readonly lines: string
}

/** Opens a text by the ending of its name, as pandas does. */
function openText(name: string, file: string, encoding: string): OpenText {
  const [ending] = /\.(?:gz|zip|zst)$/.exec(name.toLowerCase()) ?? ['']
  const opened = (module: string, open: string) => ({
    imports: module === '' ? [] : [module],
    open: `${open}(${file}, "rt", encoding=${encoding}, newline="") as file`,
    lines: 'file',
  })
  switch (ending) {
    case '.gz':
      return opened('gzip', 'gzip.open')
    case '.zst':
      return opened('zstandard', 'zstandard.open')
    case '.zip':
      return {
        imports: ['zipfile'],
        open: `zipfile.ZipFile(${file}) as archive, archive.open(archive.namelist()[0]) as file`,
        lines: `io.TextIOWrapper(file, encoding=${encoding}, newline="")`,
      }
    default:
      return { ...opened('', 'open'), open: `open(${file}, encoding=${encoding}, newline="") as file` }
  }
}

function dtype(texts: readonly string[], columns: readonly ReadColumn[]): Py[] {
  if (texts.length === 0) return []
  if (texts.length > 1 && texts.length === columns.length) return ['dtype=str']
  if (texts.length <= 4) return [keyword('dtype', dict(texts.map((name) => [name, 'str'])))]
  return [keyword('dtype', call('dict.fromkeys', list(texts.map(text)), 'str'))]
}

/** The texts of missing cells: one list, or one for each column if a marker of one column is a category of another. */
function missingTexts(options: Options, columns: readonly ReadColumn[], texts: readonly string[]): Py {
  const chosen = Array.isArray(options.na_values) ? options.na_values.map(String) : []
  const all = [...new Set(columns.length > 0 ? columns.flatMap(({ markers }) => markers) : chosen)]
  const asText = new Set(texts)
  const isCommon = !columns.some(({ name, hasMarkerAsValue }) => asText.has(name) && hasMarkerAsValue)
  const marked = (markers: readonly string[]) => list(['""', ...markers.map(text)])
  if (isCommon) return marked(all)
  const incomplete = columns.filter(({ missing }) => missing > 0)
  return dict(incomplete.map(({ name, markers }) => [name, marked(markers)]))
}
