/** What is in data that are no table, as lines. */
import type { DataInfo } from '../../shared/data/data-info.ts'

const n = (value: number): string => value.toLocaleString('en-US')

export function pictureReport({ title, rows, shape, dtype, targets, notes }: DataInfo): readonly string[] {
  const { train, validation, test } = rows
  return [
    `${title} · ${n(train + validation + test)} rows of ${shape.join('×')} ${dtype}`,
    `rows: ${n(train)} to train, ${n(validation)} to validate, ${n(test)} to test`,
    ...targets.map(
      ({ name, classes }) => `${name}: ${classes.length} classes, ${classes.slice(0, 20).join(', ')}`,
    ),
    ...notes.map(({ en }) => en),
  ]
}
