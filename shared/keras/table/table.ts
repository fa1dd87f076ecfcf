/** The Python that reads a table with pandas and prepares its columns as the app does. */
import type { TargetInfo } from '../../data/data-info.ts'
import type { DataReference } from '../../data/data-reference.ts'
import type { RightLabel } from '../../data/marks.ts'
import { labelSeparator } from '../../data/steps/multi-label.ts'
import { pathCode } from '../paths.ts'
import { call, flat, list, statement, text } from '../printer.ts'
import {
  classesVariable,
  type Source,
  type SourceContext,
  type TargetEncoding,
  targetVariable,
} from '../source.ts'
import { cellLines, isReadAsText } from './cells.ts'
import { dropLines, featuresCode, LAST_COLUMN } from './features.ts'
import { targetStepLines } from './groups.ts'
import { type PlannedColumn, planTable, type TablePlan, type TableProps } from './plan.ts'
import { morePathsOf, optionsOf, readFile } from './read-file.ts'

export function table(context: SourceContext, reference: DataReference): Source {
  const { info, encodings, inputs, parts } = context
  const props = context.props as unknown as TableProps
  const reading = info?.table ?? null
  const plan = planTable(reference, reading, context.targets)
  const others = [plan.weight, plan.split].filter((column) => column !== null)
  const goals = [...plan.targets, ...plan.labels]
  const used = [...new Map([...plan.features, ...goals, ...others].map((c) => [c.name, c])).values()]
  const reader = { source: context.props, reading, texts: used.filter(isReadAsText).map(({ name }) => name) }
  const file = readFile(reader)
  const targets = targetColumns(plan)
  const labels = plan.labels.map(({ name }) => text(name))
  const nonFeatures = [...targets.map(({ name }) => name), ...labels, ...others.map(({ name }) => text(name))]
  const features = featuresCode(plan, inputs, nonFeatures, info?.columns ?? [])
  const targetSteps = plan.targets.map((target, i) =>
    targetStepLines(target, targetVariable(i), classesVariable(i), plan.included),
  )
  return {
    imports: [...file.imports, ...features.imports, ...targetSteps.flatMap(({ imports }) => imports)],
    packages: ['import pandas as pd'],
    installs: ['pandas', ...file.installs],
    functions: [...new Set([...features.functions, ...targetSteps.flatMap(({ functions }) => functions)])],
    settings: fileSettings(props.path, morePathsOf(context.props)),
    read: [
      ...file.lines,
      ...cellLines(
        used.filter((column) => file.cells !== 'text' || !isClassOfWords(column, plan, encodings)),
        optionsOf(reader),
        file.cells,
      ),
      ...incompleteRows(plan),
      ...targets.flatMap(({ values, column }, i) =>
        targetLine(i, values, column, encodings[i] ?? 'classes', info?.targets[i]),
      ),
      ...(labels.length > 0 ? labelsLines(targets.length, labels) : []),
      ...(plan.weight ? [`w = table[${text(plan.weight.name)}].to_numpy("float32")`] : []),
    ],
    rows: 'len(table)',
    rowNumbers: plan.numbers,
    labelCode: (target, label) => labelCode(plan.targets[target], label, plan, encodings),
    rightValues: (target, labels) => rightValues(target, labels, plan, encodings),
    writable: (target) => writable(plan.targets[target], encodings[target], targetVariable(target)),
    prepare: [...features.lines, ...targetSteps.flatMap(({ lines }) => lines), ...dropLines(plan, parts)],
  }
}

/** Where the file is, or the files; a program without its data says so in one sentence. */
function fileSettings(path: string, morePaths: readonly string[]): string[] {
  if (morePaths.length === 0)
    return [
      `DATA = ${pathCode(path)}`,
      'if not DATA.exists():',
      '    raise SystemExit(f"{DATA} is missing: put the table there, or change DATA.")',
    ]
  return [
    ...statement(list([path, ...morePaths].map(pathCode)), 'DATA = '),
    'missing = [str(path) for path in DATA if not path.exists()]',
    'if missing:',
    `    raise SystemExit(f"Missing: {', '.join(missing)}. Put the tables there, or change DATA.")`,
  ]
}

interface TargetColumn {
  /** The name of the column, as Python. */
  readonly name: string
  readonly values: string
  readonly column: PlannedColumn | null
}

const targetColumns = ({ targets, labels }: TablePlan): readonly TargetColumn[] =>
  targets.length + labels.length === 0
    ? [{ name: LAST_COLUMN, values: 'table.iloc[:, -1]', column: null }]
    : targets.map((column) => ({ name: text(column.name), values: `table[${text(column.name)}]`, column }))

/** A boolean with classes keeps its words, whose order is that of the classes. */
function isClassOfWords(
  column: PlannedColumn,
  { targets }: TablePlan,
  encodings: readonly TargetEncoding[],
): boolean {
  const target = targets.indexOf(column)
  if (target < 0 || column.type !== 'boolean' || encodings[target] === 'number') return false
  const words = column.found?.words
  return words?.false.length === 1 && words.true.length === 1 && words.false[0]! < words.true[0]!
}

/** Rows without a target, or without a value in the column of the split, leave before it. */
function incompleteRows({ incomplete, numbers }: TablePlan): string[] {
  if (incomplete.length === 0) return []
  const subset = `subset=${flat(list(incomplete))}`
  const items = numbers === null ? [subset, 'ignore_index=True'] : [subset]
  return [
    ...statement({ open: 'table.dropna(', items, close: ')' }, 'table = '),
    ...(numbers === null ? [] : [`${numbers}, table = table.index, table.reset_index(drop=True)`]),
  ]
}

/** The right label of a marked row, as the column has it. */
function labelCode(
  column: PlannedColumn | undefined,
  label: RightLabel,
  plan: TablePlan,
  encodings: readonly TargetEncoding[],
): string {
  if (typeof label !== 'string') {
    const separator = labelSeparator(column?.steps)
    return separator === null ? flat(list(label.map(text))) : text(label.join(separator))
  }
  const isPlainNumber = label.trim() !== '' && Number.isFinite(Number(label))
  if (!column) return isPlainNumber ? label : text(label)
  if (column.type === 'boolean' && !isClassOfWords(column, plan, encodings))
    return column.found?.words?.true.includes(label) ? '1' : '0'
  if (column.kind === 'date') return `pd.Timestamp(${text(label)})`
  return column.kind === 'number' && column.type !== 'boolean' && isPlainNumber
    ? String(Number(label))
    : text(label)
}

/** Labels of columns side by side are 1 where the list of a row names them. */
function rightValues(
  target: number,
  labels: string,
  plan: TablePlan,
  encodings: readonly TargetEncoding[],
): string {
  const [values, names] = [`[*${labels}.values()]`, classesVariable(target)]
  if (encodings[target] === 'labels')
    return plan.targets[target] ? values : `[np.isin(${names}, names) for names in ${labels}.values()]`
  return encodings[target] === 'number' ? values : `pd.Index(${names}).get_indexer(${values})`
}

/** Class indices are arrays of their own. A column that steps follow is a Series of the table. */
function writable(
  column: PlannedColumn | undefined,
  encoding: TargetEncoding | undefined,
  variable: string,
): readonly string[] {
  if (encoding === 'labels' || column?.kind === 'date') return [`${variable}.copy()`]
  if (encoding !== 'number') return []
  return [column && column.steps.length > 0 ? `${variable}.astype(float)` : `${variable}.copy()`]
}

/** Columns of 0 and 1 side by side. */
const labelsLines = (index: number, names: readonly string[]): string[] => [
  ...statement(list(names), `${classesVariable(index)} = `),
  `${targetVariable(index)} = table[${classesVariable(index)}].to_numpy("float32")`,
]

function targetLine(
  index: number,
  column: string,
  planned: PlannedColumn | null,
  encoding: TargetEncoding,
  target: TargetInfo | undefined,
): string[] {
  const variable = targetVariable(index)
  if (encoding === 'number' || encoding === 'labels')
    return [`${variable} = ${column}${planned && planned.steps.length > 0 ? '' : '.to_numpy("float32")'}`]
  const classes = classesVariable(index)
  const sorted = planned?.found?.isSortedByValue ? `np.array(sorted(np.unique(${column}), key=float))` : null
  const order = orderOfClasses(planned, target)
  if (order === null && sorted === null)
    return [`${classes}, ${variable} = np.unique(${column}, return_inverse=True)`]
  const names = order?.map((name) => (planned?.kind === 'number' ? name : text(name)))
  return [
    ...statement(names ? call('np.array', list(names)) : sorted!, `${classes} = `),
    `${variable} = pd.Index(${classes}).get_indexer(${column})`,
  ]
}

/** The order of the classes; null: that of numpy.unique. */
function orderOfClasses(
  planned: PlannedColumn | null,
  target: TargetInfo | undefined,
): readonly string[] | null {
  if (!planned?.order) return null
  return target && target.classes.length > 0 ? target.classes : planned.order
}
