/** What the marks of rows do, as a line. */
import type { MarkCounts } from '../../shared/data/data-info.ts'

const rows = (count: number): string => `${count.toLocaleString('en-US')} row${count === 1 ? '' : 's'}`

/** `marks: 3 rows left out, 1 row with another label`. */
export const markedLine = ({ excluded, relabelled }: MarkCounts): string =>
  `marks: ${rows(excluded)} left out, ${rows(relabelled)} with another label`
