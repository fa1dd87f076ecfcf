/** Roles of the columns of a table, derived from the lists of its source. */
import { type Config, toNames } from '../fields/index.ts'

/** A label is a column of 0 and 1; all of them together are one multi-label target. */
export const ROLES = ['feature', 'target', 'label', 'weight', 'ignore'] as const
export type Role = (typeof ROLES)[number]

/** The fields of a source of tables that list columns. */
interface RoleLists {
  readonly target: string | readonly string[] | null
  readonly labels: readonly string[] | null
  readonly features: readonly string[] | null
  readonly sample_weight: string | null
}
const listsOf = (source: Config): RoleLists => source as unknown as RoleLists

/** Names of the targets that are a column each, as the source lists them. The last column is the target if the source names neither a
 *  target nor labels.
 *  @param columns names of all columns, in the order of the file */
export function targetNames(source: Config, columns: readonly string[]): readonly string[] {
  const { target, labels } = listsOf(source)
  const named = toNames(target)
  return named.length > 0 || toNames(labels).length > 0 ? named : columns.slice(-1)
}

/** Names of the columns that are one multi-label target together. */
export const labelNames = (source: Config): readonly string[] => toNames(listsOf(source).labels)

/** Name of that target, by which an Output refers to it.
 *  @param columns names of all columns, of which none has it */
export function labelsTarget(columns: readonly string[]): string {
  let name = 'labels'
  while (columns.includes(name)) name += ' (columns)'
  return name
}

/** Whether it is such a name, where the columns are not known. */
export const isLabelsTarget = (name: string): boolean => /^labels( \(columns\))*$/.test(name)

/** @param columns names of all columns, in the order of the file */
export function rolesOf(source: Config, columns: readonly string[]): ReadonlyMap<string, Role> {
  const { features, sample_weight: weight } = listsOf(source)
  const targets = new Set(targetNames(source, columns))
  const labels = new Set(labelNames(source))
  const chosen = toNames(features)
  const featureNames = chosen.length > 0 ? new Set(chosen) : null
  return new Map(
    columns.map((name): [string, Role] => [
      name,
      targets.has(name)
        ? 'target'
        : labels.has(name)
          ? 'label'
          : name === weight
            ? 'weight'
            : featureNames === null || featureNames.has(name)
              ? 'feature'
              : 'ignore',
    ]),
  )
}

/** Whether the source lists the features: a person has decided about all columns then. */
export const listsFeatures = (source: Config): boolean => toNames(listsOf(source).features).length > 0

/** An empty list would mean the same as none, but differ from it. */
const noneIfEmpty = (names: readonly string[]): readonly string[] | null => (names.length > 0 ? names : null)

/** No list where one name says the same. */
const oneOrMany = (names: readonly string[]): string | readonly string[] | null =>
  names.length > 1 ? names : (names[0] ?? null)

/** The source in which each column has the given role. It lists the features even if no column is left out.
 *  @param roles by the names of all columns, in the order of the file */
export function withRoles(source: Config, roles: ReadonlyMap<string, Role>): Config {
  const having = (wanted: Role) => [...roles].filter(([, role]) => role === wanted).map(([name]) => name)
  const { target, labels } = listsOf(source)
  // Outputs refer to the first target, and labels are numbered, so their order stays.
  const inOrder = (wanted: Role, previous: string | readonly string[] | null) => [
    ...new Set([...toNames(previous).filter((name) => roles.get(name) === wanted), ...having(wanted)]),
  ]
  return {
    ...source,
    target: oneOrMany(inOrder('target', target)),
    labels: noneIfEmpty(inOrder('label', labels)),
    features: noneIfEmpty(having('feature')),
    sample_weight: having('weight')[0] ?? null,
  }
}

/** Names of all columns to which the source gives a role. */
export function namesWithRole(source: Config): readonly string[] {
  const { target, labels, features, sample_weight: weight } = listsOf(source)
  return [target, labels, features, weight].flatMap(toNames)
}

/** The source in which these columns have no role. */
export function withoutColumns(source: Config, names: ReadonlySet<string>): Config {
  const { target, labels, features, sample_weight: weight } = listsOf(source)
  const left = (list: string | readonly string[] | null) => toNames(list).filter((name) => !names.has(name))
  return {
    ...source,
    target: oneOrMany(left(target)),
    labels: noneIfEmpty(left(labels)),
    features: noneIfEmpty(left(features)),
    sample_weight: weight !== null && names.has(weight) ? null : weight,
  }
}
