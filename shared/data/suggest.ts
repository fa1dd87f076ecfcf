/** What the app proposes for a table: what to predict, what to learn from and how to prepare it. It is shown and can be changed; nothing
 *  of it happens before a person accepts it. What a person has set stays as it is. docs/data.md tells how each rule decides. */
import { type Config, createConfig, toNames } from '../fields/index.ts'
import type { Json } from '../json.ts'
import type { Text } from '../text.ts'
import { type ColumnSettings, settingsFinder } from './columns.ts'
import { type DataReference, splitColumn } from './data-reference.ts'
import { labelNames, listsFeatures, type Role, rolesOf } from './roles.ts'
import { steps as stepFamily } from './steps/index.ts'
import { keepsEmpty, multiLabel } from './steps/multi-label.ts'
import { isCode } from './suggest/categories.ts'
import { markersInTarget } from './suggest/markers.ts'
import { ofOtherTable } from './suggest/other-table.ts'
import { type ColumnProblem, problemsOf, unknownColumns } from './suggest/problems.ts'
import { type Reason, reasonsToIgnore } from './suggest/reasons.ts'
import { suggestSteps } from './suggest/steps.ts'
import { chooseTarget, isOfLabels, type Task, taskOf } from './suggest/target.ts'
import { summaryOf } from './suggest/texts.ts'
import { absentIn, type ColumnProfile, type TableProfile } from './table-profile.ts'

export interface Suggestion {
  /** Names of the columns that are a target each; the first one is the data's own target. Empty if columns of labels are the only one. */
  readonly targets: readonly string[]
  /** What the first target holds; null if it cannot be learned as it is. */
  readonly task: Task | null
  /** In the order of the table. */
  readonly columns: readonly SuggestedColumn[]
  /** Reader options to set, by the name of the source's field. */
  readonly options: Readonly<Record<string, Json>>
  /** Rows without a value of the first target, which are left out. */
  readonly rowsWithoutTarget: number
  /** One or two sentences about all of it. */
  readonly summary: Text
  readonly problems: readonly ColumnProblem[]
}

export interface SuggestedColumn {
  readonly name: string
  readonly role: Role
  /** Why it is left out; null for other roles, and where a person has left it out. */
  readonly reason: Reason | null
  /** The type to set: category for codes that are written as numbers; that of a column with bad cells, which makes them missing values;
   *  otherwise that of the document. */
  readonly type: ColumnSettings['type']
  /** Steps of a feature, or of a target whose cells list labels; null for other roles. */
  readonly steps: readonly Config[] | null
  /** The steps are those that a column without settings has, as the source says. */
  readonly isDefault: boolean
}

/** @param columns what the document sets about columns @param split whose column is no feature, and which says how many rows of rare classes are in each part */
export function suggest(
  profile: TableProfile,
  source: Config,
  columns: readonly ColumnSettings[] = [],
  split?: DataReference['split'],
): Suggestion {
  const named = toNames(source.target as string | readonly string[] | null)
  const labels = labelNames(source)
  const targets = named.length > 0 || labels.length > 0 ? named : [chooseTarget(profile)]
  const target = profile.columns.find(({ name }) => name === targets[0])
  const settingsFor = settingsFinder(columns)
  const taskIn = (column: ColumnProfile) =>
    taskOf(column, profile.rows, source.task, settingsFor(column.name).steps)
  const task = target ? taskIn(target) : targets.length === 0 ? 'labels' : null
  const withCodes = profile.columns.map((column) =>
    hasCodes(column, profile.rows, settingsFor(column.name)) ? asCategory(column) : column,
  )
  const { roles, reasons } = suggestRoles(
    { ...profile, columns: withCodes },
    { ...source, target: [...targets] },
    split,
  )
  const suggested = profile.columns.map((found, i): SuggestedColumn => {
    const role = roles.get(found.name)!
    const isScaled = source.standardize !== false
    const settings = settingsFor(found.name)
    const column = role === 'feature' ? withCodes[i]! : found
    const isLabels = role === 'target' && isOfLabels(column, source.task, settings.steps)
    const steps =
      settings.steps ?? (isLabels ? labelSteps(column) : suggestSteps(column, profile.rows, isScaled))
    const setsType =
      settings.type === 'auto' && (column !== found || (role !== 'ignore' && column.badCells.count > 0))
    return {
      name: column.name,
      role,
      reason: role === 'ignore' ? (reasons.get(column.name) ?? null) : null,
      type: setsType ? column.type : settings.type,
      steps: role === 'feature' || isLabels ? steps : null,
      isDefault:
        (role !== 'feature' && !isLabels) ||
        (column.type === 'number' &&
          steps.map(({ type }) => type).join() === (isScaled ? 'standardize' : '')),
    }
  })
  const markers = markersInTarget(profile, target)
  const isKept = suggested.some(({ name, steps }) => name === target?.name && keepsEmpty(steps))
  const rowsWithoutTarget = target && !isKept ? absentIn(target) + (markers?.rows ?? 0) : 0
  return {
    targets,
    task,
    columns: suggested,
    options: markers ? { na_values: [...markers.values] } : {},
    rowsWithoutTarget,
    summary: summaryOf({ targets: [...targets, ...labels], columns: suggested, rowsWithoutTarget }),
    problems: problemsOf({
      profile,
      target,
      targetName: targets[0] ?? null,
      task,
      isSuggested: target !== undefined && settingsFor(target.name).steps === null,
      roles,
      split,
    }),
  }
}

const labelSteps = ({ labels }: ColumnProfile): readonly Config[] =>
  labels ? [createConfig(stepFamily, multiLabel.type, { sep: labels.sep })] : []

/** What is suggested for a document. Columns that its table does not have lose their roles; a warning names them. */
export function suggestForDocument(profile: TableProfile, data: DataReference): Suggestion {
  const { names, source } = ofOtherTable(profile, data)
  const suggestion = suggest(profile, source, data.columns, data.split)
  return names.length === 0
    ? suggestion
    : { ...suggestion, problems: [unknownColumns(names), ...suggestion.problems] }
}

/** Codes that are written as numbers become categories, unless a person has set a type or steps. */
const hasCodes = (column: ColumnProfile, rows: number, { type, steps }: ColumnSettings): boolean =>
  type === 'auto' && steps === null && isCode(column, rows)

const asCategory = (column: ColumnProfile): ColumnProfile => ({
  ...column,
  type: 'category',
  // A category can be any text.
  badCells: { count: 0, first: [] },
})

/** A person who has listed the features has decided about all columns. */
function suggestRoles(
  profile: TableProfile,
  source: Config,
  split: DataReference['split'] | undefined,
): { roles: ReadonlyMap<string, Role>; reasons: ReadonlyMap<string, Reason> } {
  const given = rolesOf(
    source,
    profile.columns.map(({ name }) => name),
  )
  if (listsFeatures(source)) return { roles: given, reasons: new Map() }
  const candidates = profile.columns.filter(({ name }) => given.get(name) === 'feature')
  const target = profile.columns.find(({ name }) => name === toNames(source.target as string[])[0])
  const dividing = split ? splitColumn(split) : null
  const reasons = new Map(
    reasonsToIgnore(
      candidates.filter(({ name }) => name !== dividing),
      target,
      profile.rows,
    ),
  )
  if (given.get(dividing ?? '') === 'feature') reasons.set(dividing!, 'split')
  return {
    roles: new Map([...given].map(([name, role]) => [name, reasons.has(name) ? 'ignore' : role])),
    reasons,
  }
}
