/** The features as Python: columns that share their steps go through them together, with statistics of the training rows. */
import { type ColumnInfo, widthOf } from '../../data/column-info.ts'
import { steps as stepFamily } from '../../data/steps/index.ts'
import { getMember } from '../../fields/index.ts'
import { call, dict, keyword, list, type Py, statement, text } from '../printer.ts'
import type { InputColumns, PartVariable } from '../source.ts'
import { type Group, type GroupCode, groupCode, groupsOf, isTogether } from './groups.ts'
import { loopOver } from './loop.ts'
import type { TablePlan } from './plan.ts'

/** Lines that define `x`, with what they need. */
export type FeaturesCode = Pick<GroupCode, 'lines' | 'imports' | 'functions'>

/** @param nonFeatures the columns that are no features, as Python
 *  @param columns the prepared columns, if they are known */
export function featuresCode(
  plan: TablePlan,
  inputs: readonly InputColumns[],
  nonFeatures: readonly string[],
  columns: readonly ColumnInfo[],
): FeaturesCode {
  const groups = groupsOf(plan)
  const [only, ...others] = groups
  const known = new Set(plan.features.map(({ name }) => name))
  const selected = inputs.flatMap((input) => input.columns ?? [])
  const isPart = known.size > 0 && selected.some((name) => !known.has(name))
  const isSingle = only?.names?.length === 1 && inputs.length === 1
  return only && others.length === 0 && !isPart && (isTogether(only) || isSingle)
    ? oneGroup(plan, only, inputs, nonFeatures)
    : severalGroups(plan, groups, inputs, nonFeatures, columns)
}

const columnsOf = (names: readonly string[]): Py => ({
  open: 'table[',
  items: [list(names.map(text))],
  close: ']',
})

/** The columns besides these, whose names are Python. */
function allBut(names: readonly string[]): Py {
  const [only, ...others] = names
  if (others.length > 0) return call('table.drop', keyword('columns', list(names)))
  return only === LAST_COLUMN ? 'table.iloc[:, :-1]' : call('table.drop', `columns=${only}`)
}

/** The name of the last column. */
export const LAST_COLUMN = 'table.columns[-1]'

/** `value.method(argument)`. */
const withCall = (value: Py, method: string, argument: string): Py =>
  typeof value === 'string'
    ? `${value}.${method}(${argument})`
    : { ...value, close: `${value.close}.${method}(${argument})` }

// ── one group ────────────────────────────────────────────────────────────────────────────────────────────────────

/** `x` is a DataFrame, or a Series if the steps make several numbers of one, until the steps are done. */
function oneGroup(
  plan: TablePlan,
  group: Group,
  inputs: readonly InputColumns[],
  nonFeatures: readonly string[],
): FeaturesCode {
  const [first, ...others] = inputs
  // A single Input takes its columns from the beginning.
  const chosen = others.length === 0 ? (first?.columns ?? null) : null
  const names = chosen ?? (plan.isChosen || !isTogether(group) ? group.names : null)
  const columns: Py = !isTogether(group)
    ? `table[${text(names![0]!)}]`
    : names === null
      ? allBut(nonFeatures)
      : columnsOf(names)
  const { lines, imports, functions, value, isFrame } = groupCode(
    group,
    'x',
    isTogether(group),
    plan.included,
  )
  const code = { imports, functions }
  if (others.length === 0 && lines.length === 0 && isFrame)
    return { ...code, lines: statement(withCall(columns, 'to_numpy', '"float32"'), 'x = ') }
  const arrayOf = (selected: readonly string[] | null): Py =>
    selected === null
      ? isFrame
        ? 'x.to_numpy("float32")'
        : `np.column_stack([${value}]).astype("float32")`
      : withCall({ open: 'x[', items: [list(selected.map(text))], close: ']' }, 'to_numpy', '"float32"')
  const arrays =
    others.length === 0 ? arrayOf(null) : dict(inputs.map((input) => [input.name, arrayOf(input.columns)]))
  return { ...code, lines: [...statement(columns, 'x = '), ...lines, ...statement(arrays, 'x = ')] }
}

// ── several groups ───────────────────────────────────────────────────────────────────────────────────────────────

/** `x` has the numbers of each column by its name, until they are put side by side in the order of the columns. */
function severalGroups(
  plan: TablePlan,
  groups: readonly Group[],
  inputs: readonly InputColumns[],
  nonFeatures: readonly string[],
  columns: readonly ColumnInfo[],
): FeaturesCode {
  const known = groups.flatMap(({ names }) => names?.map(text) ?? [])
  const codes = groups.map((group) => groupLines(group, [...nonFeatures, ...known], plan.included))
  const stack = (values: Py): Py => withCall(call('np.column_stack', values), 'astype', '"float32"')
  const inOrder: Py = plan.isFileOrder
    ? '[x[name] for name in table if name in x]'
    : list(plan.features.map(({ name }) => `x[${text(name)}]`))
  const arrayOf = (input: InputColumns): Py =>
    stack(input.columns === null ? inOrder : list(input.columns.map((name) => valuesOf(name, plan, columns))))
  const [first, ...others] = inputs
  return {
    lines: [
      'x = {}',
      ...codes.flatMap(({ lines }) => lines),
      ...statement(
        others.length === 0 && first
          ? arrayOf(first)
          : dict(inputs.map((input) => [input.name, arrayOf(input)])),
        'x = ',
      ),
    ],
    imports: codes.flatMap(({ imports }) => imports),
    functions: codes.flatMap(({ functions }) => functions),
  }
}

/** The numbers of a column of the table, or a single one of those that a step made of it. */
function valuesOf(name: string, { features }: TablePlan, columns: readonly ColumnInfo[]): string {
  const part = columns.find((column) => column.name === name)
  if (!part?.source || features.some((feature) => feature.name === name)) return `x[${text(name)}]`
  const own = columns.filter((column) => (column.source ?? column.name) === part.source)
  const at = own.slice(0, own.indexOf(part)).reduce((sum, column) => sum + widthOf(column), 0)
  const width = widthOf(part)
  return `np.asarray(x[${text(part.source)}])[:, ${at}${width === 1 ? '' : `:${at + width}`}]`
}

/** @param known the columns of all other groups, and those that are no features */
function groupLines(group: Group, known: readonly string[], included: string | null): FeaturesCode {
  const { names } = group
  const [name, ...others] = names ?? []
  if (name !== undefined && others.length === 0) {
    const code = groupCode(group, 'values', false, included)
    return { ...code, lines: columnLines(text(name), code) }
  }
  if (name !== undefined && !isTogether(group)) {
    const code = groupCode(group, 'values', false, included)
    return { ...code, lines: loopOver([name, ...others], columnLines('name', code)) }
  }
  const columns = names === null ? allBut(known) : columnsOf(names)
  const code = groupCode(group, 'values', true, included)
  return {
    ...code,
    lines:
      code.lines.length === 0
        ? statement(call('x.update', columns))
        : [...statement(columns, 'values = '), ...code.lines, `x.update(${code.value})`],
  }
}

/** Lines that take a column through the steps into `x`. @param name as Python */
function columnLines(name: string, { lines, value }: GroupCode): string[] {
  if (lines.length === 0) return [`x[${name}] = table[${name}]`]
  const start = 'values = '
  // The last statement, which may have several lines, goes to `x` at once.
  const at = lines.map((line) => line.startsWith(start)).lastIndexOf(true)
  const isLast = value === 'values' && at >= 0 && lines.slice(at + 1).every((line) => /^[\s)\]]/.test(line))
  return [
    `${start}table[${name}]`,
    ...(isLast
      ? lines.map((line, i) => (i === at ? `x[${name}] = ${line.slice(start.length)}` : line))
      : [...lines, `x[${name}] = ${value}`]),
  ]
}

// ── rows that are left out ───────────────────────────────────────────────────────────────────────────────────────

/** Lines that take rows without a value out of the parts. */
export function dropLines({ features }: TablePlan, parts: readonly PartVariable[]): string[] {
  const names = features.flatMap(({ name, steps }) =>
    steps.some((step) => getMember(stepFamily, step).drops) ? [name] : [],
  )
  if (names.length === 0) return []
  return [
    ...statement(withCall(withCall(columnsOf(names), 'notna', ''), 'all', 'axis=1'), 'keep = '),
    `${parts.join(', ')} = ${parts.map((part) => `${part}[keep[${part}]]`).join(', ')}`,
  ]
}
