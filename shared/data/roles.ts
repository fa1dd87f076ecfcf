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

/** Name of that target, by which an Output refers to it. */
export const labelsTarget = (targets: readonly string[]): string =>
  targets.includes('labels') ? 'labels (columns)' : 'labels'

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

/** The source in which each column has the given role. It lists the features even if no column is left out.
 *  @param roles by the names of all columns, in the order of the file */
export function withRoles(source: Config, roles: ReadonlyMap<string, Role>): Config {
  const having = (wanted: Role) => [...roles].filter(([, role]) => role === wanted).map(([name]) => name)
  const targets = having('target')
  // Outputs refer to the first target, so the order of the targets stays.
  const previous = toNames(listsOf(source).target).filter((name) => roles.get(name) === 'target')
  const target = [...new Set([...previous, ...targets])]
  const features = having('feature')
  const labels = having('label')
  return {
    ...source,
    labels: labels.length > 0 ? labels : null,
    target: target.length === 1 ? target[0]! : target.length === 0 ? null : target,
    // An empty list would mean the same as none, but differ from it.
    features: features.length === 0 ? null : features,
    sample_weight: having('weight')[0] ?? null,
  }
}
