/** Truth and prediction of a row in words. */
import { labelText, type RightLabel } from '../../../shared/data/marks.ts'
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import type { PredictionRow } from '../../../shared/ipc/contract/index.ts'
import { formatMetric } from '../../ui/format.ts'
import type { MistakeRow } from './use-mistakes.ts'

/** Names of the classes or labels; empty for a number. */
export const namesIn = ({ figures }: OutputEvaluation): readonly string[] =>
  figures.kind === 'number' ? [] : figures.kind === 'classes' ? figures.classes : figures.labels

/** The name of a class, the number, or the names of labels. */
export function answerText(output: OutputEvaluation, answer: PredictionRow['truth']): string {
  if (output.figures.kind === 'number') return formatMetric(answer as number)
  const names = namesIn(output)
  const own = (typeof answer === 'number' ? [answer] : answer).map((i) => names[i] ?? String(i))
  return own.length > 0 ? own.join(', ') : '–'
}

/** The label of a row in the file; in the run, which may have been trained on a corrected one; and in the document's marks. Each is there
 *  only where it is another one than that before: “Shirt → Dress”.
 *  @param right label of the mark; null without one */
export function labelsText(
  output: OutputEvaluation,
  { prediction, fileLabels }: Pick<MistakeRow, 'prediction' | 'fileLabels'>,
  right: RightLabel | null,
): string {
  const labels = [
    ...fileLabels.filter(({ target }) => target === output.target).map(({ own }) => written(output, own)),
    answerText(output, prediction.truth),
    ...(right === null ? [] : [written(output, right)]),
  ]
  return labels.filter((label, i) => label !== labels[i - 1]).join(' → ')
}

/** A label of a file or a mark as `answerText` writes it. */
function written({ figures }: OutputEvaluation, label: RightLabel): string {
  const text = labelText(label)
  const isNumber = figures.kind === 'number' && text.trim() !== '' && Number.isFinite(Number(text))
  return isNumber ? formatMetric(Number(text)) : text
}

/** Predicted minus true number. */
export const errorOf = ({ truth, predicted }: PredictionRow): number => Number(predicted) - Number(truth)

/** The probability of each class or label, by its index. Of two classes with one output, the network gives that of the second one. */
export function probabilitiesOf(output: OutputEvaluation, { probabilities }: PredictionRow): number[] {
  if (probabilities === null) return []
  const isSecond = output.figures.kind === 'classes' && probabilities.length === 1
  return isSecond ? [1 - probabilities[0]!, probabilities[0]!] : [...probabilities]
}
