/** What a person should know about a table that can be read. */
import { type ProblemData, problem } from '../../../../shared/problem.ts'
import type { Text } from '../../../../shared/text.ts'
import { NumberColumn, TextColumn } from '../csv/cell-columns.ts'
import { lineOfRow } from '../csv/line-of-row.ts'
import type { ColumnPlan } from '../csv/plan-columns.ts'
import type { Dialect } from '../csv/sniff.ts'
import { findUnit } from '../csv/sniff-numbers.ts'
import { isMarker } from './markers.ts'
import { numberParser } from './number-format.ts'
import type { Finished, Reader, State } from './reading-state.ts'
import type { StoredColumn } from './stored-table.ts'
import { texts } from './texts.ts'

/** @param comment the mark of comment lines */
export function problemsOf(
  { types }: Reader,
  { dialect, plans, marks }: State,
  { columns, cells, parser }: Finished,
  stored: readonly StoredColumn[],
  comment: string,
): ProblemData[] {
  const { fittingComments, firstFittingComment } = parser
  return [
    ...nameProblems(dialect),
    ...(fittingComments > 0 && !dialect.isCommentSet
      ? [warning('csv_comment', texts.fittingComments(comment, fittingComments, firstFittingComment))]
      : []),
    ...plans.flatMap((plan, i) =>
      columnProblems(stored[i]!, plan, columns[i]!, cells[i]!, types.has(stored[i]!.name)),
    ),
    ...plans.flatMap((plan, i) => {
      const column = columns[i]!
      const isOpen = plan.kind === 'text' && plan.reason !== 'codes' && plan.reason !== 'inexact'
      return isOpen && column instanceof TextColumn && !types.has(stored[i]!.name)
        ? mostlyNumbers(
            stored[i]!,
            column,
            numberParser({ ...marks, unit: findUnit(cells[i]!) }),
            parser.lines,
          )
        : []
    }),
  ]
}

/** Texts of which at least half are numbers: the others may be mistakes. */
function mostlyNumbers(
  { name, dictionary, type }: StoredColumn,
  column: TextColumn,
  parse: (text: string) => number,
  lines: readonly number[],
): ProblemData[] {
  if (type !== 'category' && type !== 'text') return []
  const present = (dictionary ?? [])
    .map(({ text, count }, i) => ({ text, count, row: column.firstRows[i]! }))
    .filter(({ text }) => !isMarker(text))
  const total = present.reduce((sum, { count }) => sum + count, 0)
  const others = present.filter(({ text }) => Number.isNaN(parse(text)))
  const bad = others.reduce((sum, { count }) => sum + count, 0)
  const [first] = others
  if (!first || bad > total / 2) return []
  const line = lineOfRow(lines, first.row)
  return [warning('csv_mostly_numbers', texts.mostlyNumbers(name, bad, total, line, first.text))]
}

const warning = (code: string, message: Text, field: string | null = null): ProblemData =>
  problem(code, message, { severity: 'warning', field })

function nameProblems({ columns }: Dialect): ProblemData[] {
  const repeated = columns
    .filter(({ isRepeated }) => isRepeated)
    .map(({ header, name }) => header?.trim() ?? name)
  const byCase = new Map<string, string[]>()
  for (const { name } of columns) {
    const key = name.toLowerCase()
    byCase.set(key, [...(byCase.get(key) ?? []), name])
  }
  const same = [...byCase.values()].filter((names) => names.length > 1).flat()
  return [
    ...(repeated.length > 0 ? [warning('csv_names', texts.renamed([...new Set(repeated)]))] : []),
    ...(same.length > 0 ? [warning('csv_names', texts.sameButCase(same))] : []),
  ]
}

function columnProblems(
  { name, unit }: StoredColumn,
  plan: ColumnPlan,
  column: NumberColumn | TextColumn,
  cells: readonly string[],
  isTypeSet: boolean,
): ProblemData[] {
  const problems: ProblemData[] = []
  if (!isTypeSet && plan.kind === 'text' && plan.reason === 'codes') {
    const example = cells.find((cell) => cell.startsWith('0')) ?? ''
    problems.push(warning('csv_codes', texts.codes(name, example)))
  }
  if (!isTypeSet && plan.kind === 'text' && plan.reason === 'inexact')
    problems.push(warning('csv_inexact', texts.inexact(name, longest(cells))))
  if (unit !== null && column instanceof NumberColumn) {
    const without = cells.filter((cell) => !cell.includes(unit)).length
    if (without > 0) problems.push(warning('csv_units', texts.units(name, unit, without)))
  }
  return problems
}

const longest = (cells: readonly string[]): string =>
  cells.reduce((a, b) => (b.length > a.length ? b : a), '')
