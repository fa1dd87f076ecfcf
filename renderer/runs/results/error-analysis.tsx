/** What is computed of the stored predictions: points of numbers, slices, the importance of columns. */
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import type { Evaluation } from '../../../shared/ipc/contract/index.ts'
import { NumberPlots } from './number-plots.tsx'
import { Slices } from './slices.tsx'

interface Props {
  readonly evaluation: Evaluation
  readonly output: OutputEvaluation
}

export function ErrorAnalysis({ evaluation, output: { output, figures } }: Props) {
  const key = `${evaluation.id} ${output}`
  return (
    <>
      {figures.kind === 'number' && <NumberPlots key={`numbers ${key}`} {...{ evaluation, output }} />}
      <Slices key={`slices ${key}`} {...{ evaluation, output }} />
    </>
  )
}
