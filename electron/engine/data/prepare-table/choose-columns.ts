/** Selects the feature and target columns of a table, from the document or by default. */
import { MAX_LABELS } from '../../../../shared/data/labels.ts'
import { labelNames, targetNames } from '../../../../shared/data/roles.ts'
import type { Config } from '../../../../shared/fields/index.ts'
import { type ProblemData, ProblemError, problem } from '../../../../shared/problem.ts'
import { MAX_TARGETS } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { texts } from '../texts.ts'
import { texts as ownTexts } from './texts.ts'

export interface TableSource {
  readonly path: string
  /** `null` selects the last column, unless there are labels. */
  readonly target: string | readonly string[] | null
  /** Columns of 0 and 1 that are one target together. */
  readonly labels: readonly string[] | null
  readonly task: 'auto' | 'classes' | 'number'
  /** `null` selects all columns except targets and weights. */
  readonly features: readonly string[] | null
  /** Column of the sample weights. */
  readonly sample_weight: string | null
  readonly standardize: boolean
}

export interface Columns {
  readonly targets: readonly number[]
  /** Columns that are one multi-label target, which comes after the others. */
  readonly labels: readonly number[]
  readonly weights: number | null
  readonly features: readonly number[]
}

/** Maximum number of problems in one message. */
const MAX_PROBLEMS = 20

/** @param names names of all columns, in file order. @param splitColumn is no feature unless the source lists it. @throws ProblemError with every problem */
export function chooseColumns(
  source: TableSource,
  names: readonly string[],
  splitColumn: string | null = null,
): Columns {
  const problems: ProblemData[] = []
  const find = (name: string, field: string): number => {
    const index = names.indexOf(name)
    if (index < 0) problems.push(problem('csv_no_column', texts.noColumn(field, name, names), { field }))
    return index
  }
  const config = source as unknown as Config
  const targets = targetNames(config, names).map((name) => find(name, 'target'))
  const labels = labelNames(config).map((name) => find(name, 'labels'))
  if (targets.length > MAX_TARGETS)
    throw problemError('csv_targets', texts.tooManyTargets(targets.length, MAX_TARGETS), 'target')
  if (labels.length > MAX_LABELS)
    throw problemError('csv_targets', ownTexts.tooManyLabels(labels.length, MAX_LABELS), 'labels')
  const weights = source.sample_weight ? find(source.sample_weight, 'sample_weight') : null
  const others = new Set([...targets, ...labels, ...(weights === null ? [] : [weights])])
  const featureNames = source.features && source.features.length > 0 ? source.features : null
  const features = featureNames
    ? featureNames.map((name) => find(name, 'features'))
    : names.map((_, i) => i).filter((i) => !others.has(i) && names[i] !== splitColumn)
  const roles = [
    ['target', targets],
    ['labels', labels],
    ['sample_weight', weights === null ? [] : [weights]],
    ['features', features],
  ] as const
  // A column can only have one role.
  const fieldOfColumn = new Map<number, string>()
  for (const [field, columns] of roles)
    for (const column of columns.filter((i) => i >= 0)) {
      const firstField = fieldOfColumn.get(column)
      if (firstField !== undefined && problems.length < MAX_PROBLEMS)
        problems.push(problem('csv_twice', texts.columnTwice(field, names[column]!, firstField), { field }))
      else fieldOfColumn.set(column, field)
    }
  if (features.length === 0) {
    const otherNames = [...others].map((i) => names[i] ?? '')
    problems.push(problem('csv_no_features', texts.noFeatures(otherNames), { field: 'features' }))
  }
  if (problems.length > 0) throw new ProblemError(problems.slice(0, MAX_PROBLEMS))
  return { targets, labels, weights, features }
}
