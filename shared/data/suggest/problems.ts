/** What a person should know about a table before training, each with what can be done. */
import { type ProblemData, problem } from '../../problem.ts'
import type { Text } from '../../text.ts'
import type { DataReference } from '../data-reference.ts'
import type { Role } from '../roles.ts'
import { absentIn, type ColumnProfile, type OptionFact, type TableProfile } from '../table-profile.ts'
import { markersInTarget } from './markers.ts'
import { ownReason } from './reasons.ts'
import type { Task } from './target.ts'
import { problemTexts as texts, typeTexts } from './texts.ts'

export interface ColumnProblem extends ProblemData {
  /** Name of the column that it is about. */
  readonly column: string | null
}

export interface SuggestionFacts {
  readonly profile: TableProfile
  /** The first target; undefined if the table has no such column. */
  readonly target: ColumnProfile | undefined
  /** Name of the first target; null if columns of labels are the only one. */
  readonly targetName: string | null
  readonly task: Task | null
  /** The person has set no steps of the target. */
  readonly isSuggested: boolean
  readonly roles: ReadonlyMap<string, Role>
  readonly split: DataReference['split'] | undefined
}

/** A class is rare if it has a smaller share of the rows that it would have if all classes had as many. */
const RARE_SHARE = 0.1
/** Classes named because a part has no rows of them. */
const MAX_ABSENT = 3
/** Targets of 0 and 1 from which on they look like labels. */
const MIN_SEPARATE = 3
const STRAIGHT = 1 - 1e-9

const found = (
  code: string,
  message: Text,
  column: string | null,
  severity: ProblemData['severity'] = 'warning',
) => ({
  ...problem(`data-${code}`, message, { severity }),
  column,
})

/** Columns that the document names, but the table does not have. */
export const unknownColumns = (names: readonly string[]): ColumnProblem =>
  found('unknown-columns', texts.unknownColumns(names), null)

export function problemsOf(facts: SuggestionFacts): readonly ColumnProblem[] {
  const { profile, roles } = facts
  const used = profile.columns.filter(({ name }) => roles.get(name) !== 'ignore')
  return [
    ...profile.options.filter(isOwnQuestion).flatMap(ambiguous),
    ...targetProblems(facts),
    ...classProblems(facts),
    ...separateLabels(facts),
    ...([...roles.values()].includes('feature') ? [] : [found('no-features', texts.noFeatures, null)]),
    ...used.flatMap((column) => cellProblems(column)),
    ...used.flatMap((column) => featureProblems(column, facts)),
    ...(profile.duplicates > 0
      ? [found('duplicates', texts.duplicates(profile.duplicates, profile.rows), null, 'hint')]
      : []),
  ]
}

/** Whether 3,366 is 3366 or 3.366 is one question about two options. */
const isOwnQuestion = ({ field }: OptionFact, _: number, options: readonly OptionFact[]): boolean =>
  field !== 'thousands' ||
  !options.some((other) => other.field === 'decimal' && !other.isSet && other.alternatives.length > 0)

function ambiguous({ field, value, isSet, reason, alternatives }: OptionFact): ColumnProblem[] {
  if (isSet || alternatives.length === 0) return []
  const shown = (raw: unknown) => (raw === null ? 'None' : String(JSON.stringify(raw)))
  const others = alternatives.map((other) => ({ value: shown(other.value), meaning: other.meaning }))
  return [{ ...found('ambiguous', texts.ambiguous(field, shown(value), reason, others), null), field }]
}

function targetProblems(facts: SuggestionFacts): ColumnProblem[] {
  const { profile, target, targetName, task } = facts
  if (targetName === null) return []
  if (!target) return [found('no-target', texts.noTarget(targetName), null)]
  const { name } = target
  if (target.type === 'date' && task === null) return [found('target-date', texts.targetDate(name), name)]
  const reason = ownReason(target, profile.rows)
  if (reason === 'constant' || reason === 'missing')
    return [found('target-constant', texts.targetConstant(name), name)]
  if (task === 'labels') return labelProblems(target, facts)
  if (task === null || reason === 'text' || reason === 'picture')
    return [found('target-text', texts.targetText(name), name)]
  // A number that differs in every row is an ordinary target, unless its name or its order says that it counts.
  if (reason === 'id' || reason === 'row_number') return [found('target-id', texts.targetId(name), name)]
  return []
}

function labelProblems({ name, labels, distinct }: ColumnProfile, { isSuggested }: SuggestionFacts) {
  return labels && isSuggested
    ? [found('multi-label', texts.multiLabel(name, labels, distinct), name, 'hint')]
    : []
}

/** Several targets of 0 and 1 have an Output each, which is seldom meant. */
function separateLabels({ profile, roles }: SuggestionFacts): ColumnProblem[] {
  const targets = profile.columns.filter(({ name }) => roles.get(name) === 'target')
  if (targets.length < MIN_SEPARATE || !targets.every(isZeroOrOne)) return []
  const names = targets.map(({ name }) => name)
  return [found('separate-labels', texts.separateLabels(names), names[0]!, 'hint')]
}

const isZeroOrOne = ({ type, distinct, numbers }: ColumnProfile): boolean =>
  type === 'boolean' || (type === 'number' && distinct === 2 && numbers?.min === 0 && numbers.max === 1)

function classProblems({ profile, target, task, split }: SuggestionFacts): ColumnProblem[] {
  if (!target || task !== 'classes') return []
  const { name, categories } = target
  const markers = markersInTarget(profile, target)
  if (markers) return [found('class-marker', texts.classMarker(name, markers.classes, markers.rows), name)]
  if (categories.length < 2 || categories.length < target.distinct) return []
  const rows = profile.rows - absentIn(target)
  const singles = categories.filter(({ count }) => count === 1).map(({ text }) => text)
  const rarest = categories.at(-1)!
  return [
    ...(singles.length > 0 ? [found('singleton-class', texts.singleton(name, singles), name)] : []),
    ...(rarest.count * categories.length < RARE_SHARE * rows && rarest.count > 1
      ? [found('imbalance', texts.imbalance(name, rarest, categories[0]!, rows), name)]
      : []),
    ...(split ? absentClasses(target, rows, split) : []),
  ]
}

/** Classes without rows in a part, the most frequent ones first. */
function absentClasses(
  { name, categories }: ColumnProfile,
  rows: number,
  split: DataReference['split'],
): ColumnProblem[] {
  const absent = categories.flatMap(({ text, count }) => {
    const [validation, test] = [rowsIn(count, split.validation, rows), rowsIn(count, split.test, rows)]
    const isAbsent = (split.validation > 0 && validation === 0) || (split.test > 0 && test === 0)
    return count > 1 && isAbsent
      ? [found('rare-class', texts.rareInPart(name, text, count, validation, test), name)]
      : []
  })
  return absent.slice(0, MAX_ABSENT)
}

/** About how many of `count` rows a stratified part gets. @param part a share, or a number of rows from 1 on */
const rowsIn = (count: number, part: number, rows: number): number =>
  Math.floor(count * (part < 1 ? part : part / rows) + 0.5)

/** Problems of the cells of a column in use. */
function cellProblems({ name, badCells, numbers, type }: ColumnProfile): ColumnProblem[] {
  const [first] = badCells.first
  const sentinel = numbers?.sentinel
  const usual = numbers?.quantiles.filter((quantile) => quantile !== sentinel?.value) ?? []
  return [
    ...(first
      ? [
          found(
            'bad-cells',
            texts.badCells(name, badCells.count, typeTexts[type], first.text, first.line),
            name,
          ),
        ]
      : []),
    ...(sentinel && type === 'number'
      ? [
          found(
            'sentinel',
            texts.sentinel(name, sentinel.value, sentinel.count, usual[0] ?? 0, usual.at(-1) ?? 0),
            name,
          ),
        ]
      : []),
  ]
}

/** What is wrong with learning from a column that is a feature. */
function featureProblems(
  column: ColumnProfile,
  { profile, target, roles }: SuggestionFacts,
): ColumnProblem[] {
  const { name, association } = column
  if (roles.get(name) !== 'feature' || !target) return []
  const reason = ownReason(column, profile.rows)
  if (reason === 'constant') return [found('constant', texts.constant(name), name)]
  if (reason === 'row_number') return [found('row-number', texts.onlyRowNumber(name), name)]
  if (association?.determinesTarget) return [found('leak', texts.leak(name, target.name), name)]
  if (Math.abs(association?.correlation ?? 0) >= STRAIGHT)
    return [found('leak', texts.leakCorrelation(name, target.name), name)]
  return []
}
