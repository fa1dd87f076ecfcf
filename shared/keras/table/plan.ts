/** What the program does with each column of a table, from the document's settings and, once the data is read, from what was found. */
import { type ColumnSettings, type ColumnType, settingsOf } from '../../data/columns.ts'
import type { DataReference } from '../../data/data-reference.ts'
import { steps } from '../../data/steps/index.ts'
import type { ReadColumn, TableReading } from '../../data/table-reading.ts'
import { type Config, getMember, readProps, toNames } from '../../fields/index.ts'
import type { StepValues } from '../steps/write.ts'

/** The fields of a source of tables. */
export interface TableProps {
  readonly path: string
  readonly target: string | readonly string[] | null
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
  /** Names of the targets; empty: the last column. */
  readonly targets: readonly PlannedColumn[]
  readonly weight: PlannedColumn | null
  /** The features are listed in an order of their own; else they are all columns but the targets and the weight. */
  readonly isChosen: boolean
}

/** @param targets names of the targets as far as they are known */
export function planTable(
  reference: DataReference,
  reading: TableReading | null,
  targets: readonly string[],
): TablePlan {
  const props = reference.source as unknown as TableProps
  const settings = reference.columns ?? []
  const plan = (name: string, isFeature: boolean) => plannedColumn(name, props, settings, reading, isFeature)
  const weight = props.sample_weight || null
  const isOther = (name: string) => !targets.includes(name) && name !== weight
  const chosen = toNames(props.features)
  const known =
    chosen.length > 0
      ? chosen
      : (reading?.columns.map(({ name }) => name) ?? settings.map(({ name }) => name)).filter(isOther)
  const isComplete = chosen.length > 0 || reading !== null
  return {
    reading,
    features: known.map((name) => plan(name, true)),
    others: isComplete ? null : defaultSteps(props, 'number'),
    targets: targets.map((name) => plan(name, false)),
    weight: weight === null ? null : plan(weight, false),
    isChosen: chosen.length > 0,
  }
}

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
  name: string,
  props: TableProps,
  settings: readonly ColumnSettings[],
  reading: TableReading | null,
  isFeature: boolean,
): PlannedColumn {
  const own = settingsOf(settings, name)
  const found = reading?.columns.find((column) => column.name === name) ?? null
  const type = found?.type ?? (own.type === 'auto' ? 'number' : own.type)
  const kind = KINDS[type]
  const chain = own.steps ?? (isFeature ? defaultSteps(props, kind) : [])
  return {
    name,
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
      : chain.some(({ type: step }) => step === 'fill' || step === 'drop_missing'),
    found,
  }
}
