/** What is in a table and what is suggested for it, as lines. */
import { steps as stepFamily } from '../../shared/data/steps/index.ts'
import { listsLabels } from '../../shared/data/steps/multi-label.ts'
import { clause, reasonTexts } from '../../shared/data/suggest/texts.ts'
import type { Suggestion } from '../../shared/data/suggest.ts'
import type { ColumnProfile, OptionFact, TableProfile } from '../../shared/data/table-profile.ts'
import { type Config, getMember, nonDefaultProps } from '../../shared/fields/index.ts'
import { aligned, shortened } from './aligned.ts'
import { problemLine } from './problems.ts'

/** Characters of a value, a name, values, a list of steps. */
const WIDTHS = { option: 40, name: 28, values: 36, preparation: 60 }
const VALUES = 3

export const tableReport = (profile: TableProfile, suggestion: Suggestion): readonly string[] => [
  [
    profile.title,
    counted(profile.rows, 'row'),
    counted(profile.columns.length, 'column'),
    counted(profile.bytes, 'byte'),
    ...(profile.sampled === null ? [] : [`quantiles and information from a sample of ${n(profile.sampled)}`]),
  ].join(' · '),
  '',
  // Other tables than those of text are read in one way only.
  ...(profile.options.length > 0 ? [...optionLines(profile.options), ''] : []),
  ...columnLines(profile, suggestion),
  '',
  ...labelLines(profile, suggestion),
  suggestion.summary.en,
  ...[...profile.problems, ...suggestion.problems].map(problemLine),
]

const n = (value: number): string => value.toLocaleString('en-US')
const counted = (count: number, word: string): string => `${n(count)} ${word}${count === 1 ? '' : 's'}`

/** How the file is read: value, whether it was set or found, and what else is possible. An option that has no effect is left out. */
const optionLines = (options: readonly OptionFact[]): string[] =>
  aligned(
    options
      .filter(({ value, alternatives }) => value !== null || alternatives.length > 0)
      .map(({ field, value, isSet, reason, alternatives }) => [
        field,
        shortened(JSON.stringify(value), WIDTHS.option),
        [
          isSet ? 'set' : clause(reason?.en ?? 'found'),
          ...alternatives.map((other) => `or ${JSON.stringify(other.value)}: ${clause(other.meaning.en)}`),
        ].join('; '),
      ]),
  )

function columnLines({ columns, rows }: TableProfile, suggestion: Suggestion): string[] {
  const head = ['column', 'type', 'role', 'missing', 'distinct', 'values', 'preparation']
  const lines = columns.map((column, i) => {
    const { role, reason, steps, type } = suggestion.columns[i]!
    const isTarget = role === 'target' && column.name === suggestion.targets[0]
    const preparation = reason
      ? reasonTexts[reason].en
      : steps
        ? steps.map(stepText).join(', ')
        : isTarget && suggestion.task === 'classes'
          ? counted(column.distinct, 'class').replace('classs', 'classes')
          : isTarget && suggestion.task !== 'labels' && suggestion.task !== null
            ? suggestion.task
            : ''
    return [
      shortened(column.name, WIDTHS.name),
      type === 'auto' ? column.type : type,
      role,
      column.missing === 0 ? '0' : `${((column.missing / rows) * 100).toFixed(1)} %`,
      n(column.distinct),
      shortened(valuesOf(column), WIDTHS.values),
      shortened(preparation, WIDTHS.preparation),
    ]
  })
  return aligned([head, ...lines], [3, 4])
}

/** The labels of each target whose cells list them, with their rows. */
const labelLines = ({ columns }: TableProfile, suggestion: Suggestion): string[] =>
  columns.flatMap(({ name, labels }, i) => {
    const { role, steps } = suggestion.columns[i]!
    if (!labels || role !== 'target' || !listsLabels(steps)) return []
    const shown = labels.labels.map(({ text, count }) => `${text} ${n(count)}`).join(', ')
    const more = labels.distinct > labels.labels.length ? ', …' : ''
    return [`${counted(labels.distinct, 'label')} in ${name}, rows of each: ${shown}${more}`, '']
  })

/** `fill(indicator=true)`: a step with what differs from its defaults. */
function stepText(step: Config): string {
  const own = Object.entries(nonDefaultProps(getMember(stepFamily, step).fields, step))
  const props = own.map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return props.length === 0 ? step.type : `${step.type}(${props.join(', ')})`
}

function valuesOf({ type, numbers, categories, examples, unit }: ColumnProfile): string {
  if (numbers && type === 'number') {
    const { min, max, quantiles } = numbers
    const shown = (value: number) => `${Number(value.toPrecision(4))}`
    return `${shown(min)} … ${shown(max)}, median ${shown(quantiles[2])}${unit === null ? '' : ` (${unit})`}`
  }
  if (numbers && type === 'date') {
    const day = (value: number) => new Date(value).toISOString().slice(0, 10)
    return `${day(numbers.min)} … ${day(numbers.max)}`
  }
  const texts = categories.length > 0 ? categories.map(({ text }) => text) : examples
  return [...texts.slice(0, VALUES), ...(texts.length > VALUES ? ['…'] : [])].join(', ')
}
