/** Roles of the columns of a table, derived from the lists of its source. */
import { type Config, toNames } from '../fields/index.ts'

export const ROLES = ['feature', 'target', 'weight', 'ignore'] as const
export type Role = (typeof ROLES)[number]

/** The fields of a source of tables that list columns. */
interface RoleLists {
  readonly target: string | readonly string[] | null
  readonly features: readonly string[] | null
  readonly sample_weight: string | null
}
const listsOf = (source: Config): RoleLists => source as unknown as RoleLists

/** @param columns names of all columns, in the order of the file. The last one is the target if the source names none. */
export function rolesOf(source: Config, columns: readonly string[]): ReadonlyMap<string, Role> {
  const { target, features, sample_weight: weight } = listsOf(source)
  const named = toNames(target)
  const targets = new Set(named.length > 0 ? named : columns.slice(-1))
  const chosen = toNames(features)
  const featureNames = chosen.length > 0 ? new Set(chosen) : null
  return new Map(
    columns.map((name): [string, Role] => [
      name,
      targets.has(name)
        ? 'target'
        : name === weight
          ? 'weight'
          : featureNames === null || featureNames.has(name)
            ? 'feature'
            : 'ignore',
    ]),
  )
}

/** The source in which each column has the given role. It lists the features even if no column is left out: a list says that a person has
 *  decided about all columns. */
export function withRoles(
  source: Config,
  columns: readonly string[],
  roles: ReadonlyMap<string, Role>,
): Config {
  const having = (wanted: Role) => columns.filter((name) => roles.get(name) === wanted)
  const previousTargets = new Set(toNames(listsOf(source).target))
  const targets = having('target')
  // Outputs refer to the first target, so the order of the targets stays.
  const target = [
    ...[...previousTargets].filter((name) => roles.get(name) === 'target' && columns.includes(name)),
    ...targets.filter((name) => !previousTargets.has(name)),
  ]
  return {
    ...source,
    target: target.length === 1 ? target[0]! : target.length === 0 ? null : target,
    features: having('feature'),
    sample_weight: having('weight')[0] ?? null,
  }
}
