/** What the program does with each column of a table, from the document's settings and, once the data is read, from what was found. */
import { type ColumnSettings, type ColumnType, settingsOf } from '../../data/columns.ts'
import { type DataReference, splitColumn } from '../../data/data-reference.ts'
import { isExcluded } from '../../data/marks.ts'
import { steps } from '../../data/steps/index.ts'
import { keepsEmpty } from '../../data/steps/multi-label.ts'
import type { ReadColumn, TableReading } from '../../data/table-reading.ts'
import { type Config, getMember, readProps, toNames } from '../../fields/index.ts'
import { EXCLUDED } from '../marks.ts'
import { text } from '../printer.ts'
import type { StepValues } from '../steps/write.ts'

/** The fields of a source of tables. */
export interface TableProps {
  readonly path: string
  readonly target: string | readonly string[] | null
  readonly labels: readonly string[] | null
  readonly task: 'auto' | 'classes' | 'number'
  readonly features: readonly string[] | null
  readonly sample_weight: string | null
  readonly standardize: boolean
}

export interface PlannedColumn {
  readonly name: string
  readonly type: ColumnType
  readonly kind: StepValues['kind']
  readonly steps: readonly Config[]
  /** The order of categories or classes that a person has set. */
  readonly order: readonly string[] | null
  readonly hasMissing: boolean
  /** What was found in the file; null before the data is read. */
  readonly found: ReadColumn | null
}

export interface TablePlan {
  readonly reading: TableReading | null
  readonly features: readonly PlannedColumn[]
  /** Features that are not known by name are all others: numbers with these steps. Null: every feature is known. */
  readonly others: readonly Config[] | null
  /** The targets that are a column each; empty without labels: the last column. */
  readonly targets: readonly PlannedColumn[]
  /** The columns that are one target together, after the others. */
  readonly labels: readonly PlannedColumn[]
  readonly weight: PlannedColumn | null
  /** The column that decides the split. */
  readonly split: PlannedColumn | null
  /** Some columns are no features, or the features are in another order; else they are all but the targets and the weight. */
  readonly isChosen: boolean
  /** The features are in the order of the file. */
  readonly isFileOrder: boolean
  /** Columns without which a row leaves before the split, as Python. */
  readonly incomplete: readonly string[]
  /** The variable with the numbers of the rows in the file, where marks need it because other rows leave; null: the rows are those of the file. */
  readonly numbers: string | null
  /** Which rows are not excluded by a mark, as Python; null: all. */
  readonly included: string | null
}

/** @param targets names of the targets as far as they are known */
export function planTable(
  reference: DataReference,
  reading: TableReading | null,
  targets: readonly string[],
): TablePlan {
  const props = reference.source as unknown as TableProps
  const settings = new Map((reference.columns ?? []).map((column) => [column.name, column]))
  const found = new Map((reading?.columns ?? []).map((column) => [column.name, column]))
  const plan = (name: string, isFeature: boolean) =>
    plannedColumn(settings.get(name) ?? settingsOf([], name), found.get(name) ?? null, props, isFeature)
  const weight = props.sample_weight || null
  const splitName = splitColumn(reference.split)
  const labels = toNames(props.labels)
  const own = labels.length > 0 ? targets.slice(0, -1) : targets
  const nonFeatures = new Set([...own, ...labels, weight, splitName])
  const isOther = (name: string) => !nonFeatures.has(name)
  const chosen = toNames(props.features)
  const known = chosen.length > 0 ? chosen : [...(reading ? found : settings).keys()].filter(isOther)
  const isComplete = chosen.length > 0 || reading !== null
  const inFile = [...found.keys()].filter(isOther)
  const features = new Set(known)
  const isSame = (names: readonly string[]) =>
    names.length === known.length && names.every((name, i) => name === known[i])
  const split = splitName === null ? null : plan(splitName, false)
  const goals = {
    targets: own.map((name) => plan(name, false)),
    labels: labels.map((name) => plan(name, false)),
  }
  const incomplete = incompleteColumns(reference, [...goals.targets, ...goals.labels], split)
  const marks = reference.marks ?? []
  const numbers = marks.length > 0 && incomplete.length > 0 ? 'numbers' : null
  return {
    reading,
    features: known.map((name) => plan(name, true)),
    others: isComplete ? null : defaultSteps(props, 'number'),
    ...goals,
    weight: weight === null ? null : plan(weight, false),
    split,
    isChosen: chosen.length > 0 && !isSame(inFile),
    isFileOrder: chosen.length === 0 || isSame(inFile.filter((name) => features.has(name))),
    incomplete,
    numbers,
    included: marks.some(isExcluded) ? `~${numbers ?? 'table.index'}.isin(${EXCLUDED})` : null,
  }
}

/** A row without a value in the column of the split is excluded, or the data would be refused; one whose word names no part just is in none. */
const incompleteColumns = (
  { split: { method } }: DataReference,
  targets: readonly PlannedColumn[],
  split: PlannedColumn | null,
): readonly string[] => [
  ...new Set(
    [
      ...targets.filter(({ hasMissing, steps }) => hasMissing && !keepsEmpty(steps)),
      ...(split?.hasMissing && method !== 'column' ? [split] : []),
    ].map(({ name }) => text(name)),
  ),
]

const KINDS: { readonly [type in ColumnType]: StepValues['kind'] } = {
  number: 'number',
  boolean: 'number',
  date: 'date',
  category: 'category',
  text: 'category',
}

/** A number without steps of its own is scaled as the source says. */
const defaultSteps = ({ standardize }: TableProps, kind: StepValues['kind']): readonly Config[] =>
  standardize && kind === 'number' ? [{ type: 'standardize' }] : []

function plannedColumn(
  own: ColumnSettings,
  found: ReadColumn | null,
  props: TableProps,
  isFeature: boolean,
): PlannedColumn {
  const type = found?.type ?? (own.type === 'auto' ? 'number' : own.type)
  const kind = KINDS[type]
  const chain = own.steps ?? (isFeature ? defaultSteps(props, kind) : [])
  return {
    name: own.name,
    type,
    kind,
    steps: chain.map((config) => ({
      ...readProps(getMember(steps, config).fields, config).props,
      type: config.type,
    })),
    order: own.categories && own.categories.length > 0 ? own.categories : null,
    // Before the data is read, a step for missing values is the only sign of them.
    hasMissing: found
      ? found.missing > 0 || found.hasBadCells
      : chain.some((config) => getMember(steps, config).fillsMissing),
    found,
  }
}
