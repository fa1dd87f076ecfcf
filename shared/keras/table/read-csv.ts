/** The call of `pandas.read_csv` that reads the same cells as the app: the options found or set, if they differ from pandas' own. */
import type { ReadColumn, TableReading } from '../../data/table-reading.ts'
import type { Json } from '../../json.ts'
import { pathCode } from '../paths.ts'
import { escapePattern, patternLiteral } from '../pattern.ts'
import { call, dict, keyword, list, type Py, statement, text } from '../printer.ts'

type Options = TableReading['options']

export interface ReadCsv {
  readonly imports: readonly string[]
  /** Lines that define `table`. */
  readonly lines: readonly string[]
}

/** @param options reader options in use, by the name of the source's field; null or absent: pandas' own
 *  @param reading what is known of the table; null before it is read
 *  @param texts columns that are read as texts
 *  @param morePaths further files, whose rows follow */
export function readCsv(
  options: Options,
  reading: TableReading | null,
  texts: readonly string[],
  morePaths: readonly string[],
): ReadCsv {
  const several = morePaths.length > 0
  const lines = several ? commentKeyword(options) : commentLines(options, reading)
  const read = call(
    'pd.read_csv',
    lines.filtered ? 'io.StringIO(lines)' : several ? 'path' : 'DATA',
    ...separator(optionText(options.sep)),
    ...given('decimal', optionText(options.decimal), '.'),
    ...given('thousands', optionText(options.thousands), ''),
    ...lines.keywords,
    ...quote(optionText(options.quotechar)),
    ...(lines.filtered ? [] : given('encoding', optionText(options.encoding), 'utf-8')),
    ...readerKeywords(options, reading, texts),
  )
  // Without a header the number of columns is known once the table is read.
  const isUnnamed = reading === null && (optionNumber(options.header) ?? 1) === 0
  return {
    imports: lines.filtered ? ['io'] : [],
    lines: [
      ...lines.before,
      ...(several ? concatenate(read, morePaths) : statement(read, 'table = ')),
      ...(isUnnamed ? ['table.columns = [f"column{i}" for i in table.columns]'] : []),
    ],
  }
}

/** Columns have their places by name. */
const concatenate = (read: Py, morePaths: readonly string[]): string[] => [
  ...statement(list(['DATA', ...morePaths.map(pathCode)]), 'paths = '),
  ...statement({ open: '[', items: [read], close: ' for path in paths]' }, 'tables = '),
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

interface CommentCode {
  readonly filtered: boolean
  readonly before: readonly string[]
  readonly keywords: readonly Py[]
}

const commentKeyword = (options: Options): CommentCode => {
  const mark = optionText(options.comment)
  return { filtered: false, before: [], keywords: mark ? [keyword('comment', text(mark))] : [] }
}

/** pandas would also cut a line at a mark inside a cell. Then the comment lines are taken away before it reads. */
function commentLines(options: Options, reading: TableReading | null): CommentCode {
  const mark = optionText(options.comment)
  if (!mark || (reading?.hasCommentMarkInCells !== true && [...mark].length === 1))
    return commentKeyword(options)
  const encoding = optionText(options.encoding) ?? 'utf-8'
  return {
    filtered: true,
    before: [
      `# A ${text(mark)} inside a cell is no comment.`,
      `with open(DATA, encoding=${text(encoding === 'utf-8' ? 'utf-8-sig' : encoding)}, newline="") as file:`,
      `    lines = "".join(line for line in file if not line.startswith(${text(mark)}))`,
    ],
    keywords: [],
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
