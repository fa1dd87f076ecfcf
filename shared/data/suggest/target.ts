/** Which column is predicted, and whether it holds classes, numbers or labels. */
import type { Config } from '../../fields/index.ts'
import type { Json } from '../../json.ts'
import { listsLabels } from '../steps/multi-label.ts'
import { absentIn, type ColumnProfile, type TableProfile } from '../table-profile.ts'
import { isFewIntegers } from '../target-kind.ts'
import { ownReason } from './reasons.ts'

export type Task = 'classes' | 'number' | 'labels'

/** Usual names of a target. They decide only where the last column is clearly none. */
const TARGET_NAMES =
  /^(y|target|label|labels|class|classes|species|outcome|result|diagnosis|survived|price|quality|churn|churned)$/i

/** Names of times, which are rarely predicted. */
const TIME_NAMES = /^(year|month|week|weekday|day|hour|date|time|timestamp)$/i

/** The last column, unless it has one value, is a date, a time, a text, an id or a row number and another column has the name of a target. */
export function chooseTarget({ columns, rows }: TableProfile): string {
  const last = columns.at(-1)!
  const isUsual = ownReason(last, rows) === null && !TIME_NAMES.test(last.name.trim())
  if (isUsual || last.labels !== null) return last.name
  const named = columns.filter(
    (each) => TARGET_NAMES.test(each.name.trim()) && ownReason(each, rows) === null,
  )
  return (named.at(-1) ?? last).name
}

/** Whether cells that list labels are learned as labels, which a person may have decided: by the steps, or by saying that they are classes. */
export const isOfLabels = (
  { labels }: ColumnProfile,
  task: Json | undefined,
  steps: readonly Config[] | null,
): boolean => (steps === null ? labels !== null && task !== 'classes' : listsLabels(steps))

/** @param task as the source says @param steps as the document says: they make numbers of a date and labels of a text
 *  @returns null for a date, a text or a column of one value, which nothing can learn to predict */
export function taskOf(
  column: ColumnProfile,
  rows: number,
  task: Json | undefined,
  steps: readonly Config[] | null = null,
): Task | null {
  const { type, numbers, distinct } = column
  if (distinct >= 2 && isOfLabels(column, task, steps)) return 'labels'
  if (distinct < 2 || type === 'text') return null
  if (type === 'date') return steps === null ? null : 'number'
  if (type === 'category') return 'classes'
  if (task === 'classes' || task === 'number') return task
  if (type === 'boolean') return 'classes'
  const allIntegers = numbers?.allIntegers ?? false
  const isClasses = steps === null && isFewIntegers({ allIntegers, distinct, rows: rows - absentIn(column) })
  return isClasses ? 'classes' : 'number'
}
