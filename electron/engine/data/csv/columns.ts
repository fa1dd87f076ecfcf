/** Which columns of a table are features and which is the target, as the document says or by default. */
import { type ProblemData, ProblemError } from '../../../../shared/problem.ts'
import { problemData } from '../fault.ts'
import { texts } from '../texts.ts'

export interface CsvSource {
  readonly path: string
  /** `null` takes the last column. */
  readonly target: string | null
  readonly task: 'auto' | 'classes' | 'number'
  /** `null` takes all but the target. */
  readonly features: readonly string[] | null
  readonly standardize: boolean
}

export interface Columns {
  readonly target: number
  readonly features: readonly number[]
}

/** @param names of all columns, in the file's order. @throws ProblemError with every fault found */
export function chooseColumns(source: CsvSource, names: readonly string[]): Columns {
  const problems: ProblemData[] = []
  const find = (name: string, field: string): number => {
    const at = names.indexOf(name)
    if (at < 0) problems.push(problemData('csv_no_column', texts.noColumn(field, name, names), field))
    return at
  }
  const wanted = source.target === null || source.target === '' ? null : source.target
  const target = wanted === null ? names.length - 1 : find(wanted, 'target')
  const chosen = source.features && source.features.length > 0 ? source.features : null
  const features = chosen
    ? chosen.map((name) => find(name, 'features'))
    : names.map((_, i) => i).filter((i) => i !== target)
  if (chosen && target >= 0 && features.includes(target))
    problems.push(problemData('csv_target_feature', texts.targetIsFeature(names[target]!), 'features'))
  const twice = chosen?.find((name, i) => chosen.indexOf(name) !== i)
  if (twice !== undefined) problems.push(problemData('csv_twice', texts.featureTwice(twice), 'features'))
  if (features.length === 0)
    problems.push(problemData('csv_no_features', texts.noFeatures(names[target] ?? ''), 'features'))
  // A person mends a few at a time; ten thousand wrong names would bury the message.
  if (problems.length > 0) throw new ProblemError(problems.slice(0, 20))
  return { target, features }
}
