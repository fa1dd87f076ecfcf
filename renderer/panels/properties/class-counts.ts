/** The rows of each class in each part, as a tooltip. */
import type { ClassCounts } from '../../../shared/data/parts.ts'
import { formatCount } from '../../ui/format.ts'

/** A list of hundreds of classes would cover the window. */
const MAX_CLASSES = 20

/** A line for each class: `setosa: 30 / 10 / 10` for training, validation and test. */
export function classCounts(classes: readonly string[], { train, validation, test }: ClassCounts): string {
  const lines = classes
    .slice(0, MAX_CLASSES)
    .map((name, c) => `${name}: ${[train[c]!, validation[c]!, test[c]!].map(formatCount).join(' / ')}`)
  return [...lines, ...(classes.length > MAX_CLASSES ? ['…'] : [])].join('\n')
}
