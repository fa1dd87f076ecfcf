/** The file of the predictions of a part: docs/run-folder.md. */
import type { ScoredOutput } from '../../../shared/training/scored-outputs.ts'
import type { TensorSpec } from './tensor-file.ts'

export const PREDICTIONS_FORMAT = 'layerloom-predictions'

/** Row numbers of the data. */
export const ROW = 'row'

/** Names of the tensors of an Output. */
export const tensorsOf = (output: string) => ({
  /** Of classes and labels: their probabilities; of two classes with one value that of the second one. */
  probability: `${output}/probability`,
  /** Of classes: the predicted one, and its probability. Of labels: 1 for each predicted one, and the probability of the answer for the
   *  label that is most in doubt. */
  predicted: `${output}/predicted`,
  confidence: `${output}/confidence`,
  /** Of a number: in the units of the table. */
  prediction: `${output}/prediction`,
  truth: `${output}/true`,
  loss: `${output}/loss`,
})

export function predictionSpecs(outputs: readonly ScoredOutput[], rows: number): TensorSpec[] {
  return [
    { name: ROW, dtype: 'I32', shape: [rows] },
    ...outputs.flatMap(({ name, width, reading }): TensorSpec[] => {
      const names = tensorsOf(name)
      const loss: TensorSpec = { name: names.loss, dtype: 'F32', shape: [rows] }
      if (reading.kind === 'labels')
        return [
          { name: names.probability, dtype: 'F32', shape: [rows, width] },
          { name: names.predicted, dtype: 'I32', shape: [rows, width] },
          { name: names.confidence, dtype: 'F32', shape: [rows] },
          { name: names.truth, dtype: 'I32', shape: [rows, width] },
          loss,
        ]
      return reading.kind === 'number'
        ? [
            { name: names.prediction, dtype: 'F64', shape: [rows] },
            { name: names.truth, dtype: 'F64', shape: [rows] },
            loss,
          ]
        : [
            {
              name: names.probability,
              dtype: 'F32',
              shape: reading.threshold === null ? [rows, width] : [rows],
            },
            { name: names.predicted, dtype: 'I32', shape: [rows] },
            { name: names.confidence, dtype: 'F32', shape: [rows] },
            { name: names.truth, dtype: 'I32', shape: [rows] },
            loss,
          ]
    }),
  ]
}
