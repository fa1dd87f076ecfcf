/** Formats the scores of the tables: for the terminal, and as the table between the two markers of docs/data.md. */
import { type Interval, mean, pairedInterval } from '../statistics.ts'
import type { BenchTable } from './list.ts'

export interface TableScores {
  readonly name: string
  readonly task: BenchTable['task']
  /** Rows with a target. */
  readonly rows: number
  /** Numbers that the network receives after our preparation. */
  readonly columns: number
  /** Accuracy or R² of each split and training. */
  readonly ours: readonly (readonly number[])[]
  readonly theirs: readonly (readonly number[])[]
}

/** Mean difference of all tables from which on suggestions are as good as preparation by hand. */
const MIN_MEAN = -0.005

/** No worse than by hand: the 95 % interval of the difference includes 0 or lies above it. */
export const isNoWorse = ({ high }: Interval): boolean => high >= 0

export function formatSuggestions(all: readonly TableScores[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rows = all.map((table) => {
    const { ours, theirs } = meansOf(table)
    const difference = pairedInterval(ours, theirs)
    return [
      table.name,
      table.rows.toLocaleString('en'),
      String(table.columns),
      String(table.ours[0]!.length),
      table.task === 'classes' ? 'accuracy' : 'R²',
      mean(ours).toFixed(3),
      mean(theirs).toFixed(3),
      `${signed(difference.mean)} (${signed(difference.low)} to ${signed(difference.high)})`,
      isNoWorse(difference) ? 'yes' : 'no',
    ]
  })
  return [
    line([
      'table',
      'rows',
      'numbers',
      'trainings',
      'metric',
      'suggested',
      'by hand',
      'difference (95 %)',
      'no worse',
    ]),
    line(['---', '---:', '---:', '---:', '---', '---:', '---:', '---:', '---']),
    ...rows.map(line),
    '',
    summaryOf(all),
  ].join('\n')
}

/** The mean of the trainings of each split. */
const meansOf = ({ ours, theirs }: TableScores) => ({ ours: ours.map(mean), theirs: theirs.map(mean) })

function summaryOf(all: readonly TableScores[]): string {
  const differences = all.map(meansOf).map(({ ours, theirs }) => pairedInterval(ours, theirs))
  const total = mean(differences.map((difference) => difference.mean))
  const good = differences.filter(isNoWorse).length
  const verdict = total >= MIN_MEAN ? 'at least' : 'below'
  return `${good} of ${all.length} tables are no worse; the mean difference is ${signed(total)}, ${verdict} the goal of ${signed(MIN_MEAN)}.`
}

/** With a real minus sign. */
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
