/** Truth and prediction of a row in words. */
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import type { PredictionRow } from '../../../shared/ipc/contract/index.ts'
import { formatMetric } from '../../ui/format.ts'

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

/** Predicted minus true number. */
export const errorOf = ({ truth, predicted }: PredictionRow): number => Number(predicted) - Number(truth)

/** The probability of each class or label, by its index. Of two classes with one output, the network gives that of the second one. */
export function probabilitiesOf(output: OutputEvaluation, { probabilities }: PredictionRow): number[] {
  if (probabilities === null) return []
  const isSecond = output.figures.kind === 'classes' && probabilities.length === 1
  return isSecond ? [1 - probabilities[0]!, probabilities[0]!] : [...probabilities]
}
