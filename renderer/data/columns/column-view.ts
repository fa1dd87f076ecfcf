/** What the window shows of each column: what the engine found, what the document sets, and what is suggested for the rest. */
import { type ColumnSettings, settingsOf } from '../../../shared/data/columns.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { listsFeatures, type Role } from '../../../shared/data/roles.ts'
import { listsLabels } from '../../../shared/data/steps/multi-label.ts'
import { ofOtherTable } from '../../../shared/data/suggest/other-table.ts'
import type { SuggestedColumn, Suggestion } from '../../../shared/data/suggest.ts'
import type { ColumnProfile, TableProfile } from '../../../shared/data/table-profile.ts'
import { suggestedData } from '../../../shared/document/edits.ts'
import { type Config, toNames } from '../../../shared/fields/index.ts'

export interface ColumnView {
  /** With the type that is suggested, if that is another one. */
  readonly profile: ColumnProfile
  readonly settings: ColumnSettings
  readonly role: Role
  /** The document says this role; otherwise it is suggested. */
  readonly roleIsSet: boolean
  /** The type to store with steps that a person changes: that of the document, or else the one that is suggested. */
  readonly type: ColumnSettings['type']
  readonly steps: readonly Config[]
  readonly stepsAreSet: boolean
  /** Why it is suggested to leave the column out. */
  readonly reason: SuggestedColumn['reason']
}

export interface TableView {
  readonly columns: readonly ColumnView[]
  /** Nothing is left to accept: what is shown is what the document says. */
  readonly isAccepted: boolean
  readonly roles: ReadonlyMap<string, Role>
  /** The first target; `undefined` if there is none. */
  readonly target: ColumnView | undefined
  /** The target's classes in the order of the counts by class; empty if it has none or labels, or if there is no target. */
  readonly classes: readonly string[]
}

/** All rows were read, not only the first lines. */
export const isWhole = ({ estimatedRows }: TableProfile): boolean => estimatedRows === undefined

const firstTarget = ({ source }: DataReference): string =>
  toNames(source.target as string | readonly string[] | null)[0] ?? ''

/** @param undecided what would be suggested if nobody had listed the features */
export function tableView(
  data: DataReference,
  profile: TableProfile,
  suggestion: Suggestion,
  undecided: Suggestion,
): TableView {
  const { source, names: unknown } = ofOtherTable(profile, data)
  const reasons = new Map(undecided.columns.map(({ name, reason }) => [name, reason]))
  const suggested = new Map(suggestion.columns.map((each) => [each.name, each]))
  const targetIsSet = toNames(source.target as string | readonly string[] | null).length > 0
  const isAccepted = isWhole(profile) && suggestedData(data, suggestion) === data
  const rolesAreSet = isAccepted || listsFeatures(source)
  const columns = profile.columns.map((column): ColumnView => {
    const settings = settingsOf(data.columns, column.name)
    const its = suggested.get(column.name)
    const role = its?.role ?? 'ignore'
    // Of a column with bad cells, the type that it has anyway is suggested.
    const type = its && its.type !== column.type ? its.type : settings.type
    return {
      profile: type === 'auto' || type === column.type ? column : { ...column, type },
      settings,
      role,
      roleIsSet: rolesAreSet || (targetIsSet && role === 'target') || role === 'weight' || role === 'label',
      type,
      steps: settings.steps ?? its?.steps ?? [],
      stepsAreSet: isAccepted || settings.steps !== null,
      reason: role === 'ignore' ? (reasons.get(column.name) ?? null) : null,
    }
  })
  const target = columns.find(({ role }) => role === 'target')
  return {
    columns,
    isAccepted,
    roles: new Map(columns.map(({ profile: { name }, role }) => [name, role])),
    target,
    // The profile counts no classes of a target that is not in the table, and has those of the previous one until it is inspected again.
    classes:
      target && !listsLabels(target.steps) && !unknown.includes(firstTarget(data))
        ? (profile.classes ?? [])
        : [],
  }
}

/** The column that is selected: the one of this name, or else the first target, or the first column.
 *  @param name may be that of a column which another file had */
export const selectedColumn = ({ columns, target }: TableView, name: string | null): ColumnView | undefined =>
  columns.find(({ profile }) => profile.name === name) ?? target ?? columns[0]

/** Categories in the order of their codes: numbers by value, texts by code point. */
export function sortCategories(categories: readonly string[]): readonly string[] {
  const areNumbers = categories.every((text) => text.trim() !== '' && Number.isFinite(Number(text)))
  return [...categories].sort(
    areNumbers ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  )
}

/** The columns with the most information about the target first; those without any, the target too, stay in the order of the file. */
export const byInformation = (columns: readonly ColumnView[]): readonly ColumnView[] =>
  [...columns].sort((a, b) => informationOf(b) - informationOf(a))

const informationOf = ({ profile: { association } }: ColumnView): number => association?.information ?? 0

/** A column that gives the network something. */
export const isUsed = ({ role }: ColumnView): boolean => role !== 'ignore'
