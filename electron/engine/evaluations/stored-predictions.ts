/** The predictions of an evaluation, as far as they fit in memory: a few numbers per row. */
import type { Evaluation } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { predictionsOf } from '../run-folder/evaluation-files.ts'
import { ROW, tensorsOf } from '../run-folder/predictions-file.ts'
import { openTensors, type TensorFile } from '../run-folder/tensor-file.ts'
import { badEvaluation } from '../run-folder/texts.ts'
import * as texts from './texts.ts'

export interface Predictions {
  readonly path: string
  readonly evaluation: Evaluation
  readonly output: string
  readonly kind: 'classes' | 'labels' | 'number'
  /** Values of a row in `truth` and `predicted`: one for each label. */
  readonly width: number
  /** Number of classes; 0 for others. */
  readonly classes: number
  readonly row: Int32Array
  readonly truth: Int32Array | Float64Array
  readonly predicted: Int32Array | Float64Array
  readonly confidence: Float32Array | null
  readonly loss: Float32Array
}

/** @param output its name; null: the first one
 *  @throws ProblemError if the predictions are missing or damaged */
export function readPredictions(folder: string, id: string, output: string | null): Predictions {
  const { evaluation, path } = predictionsOf(folder, id)
  const { outputs } = evaluation.figures
  const found = output === null ? outputs[0] : outputs.find((each) => each.output === output)
  if (!found)
    throw new ProblemError([
      texts.noOutput(
        String(output),
        outputs.map((each) => each.output),
      ),
    ])
  return withTensors(path, (file) => {
    if (file.digest('file') !== evaluation.predictions.sha256)
      throw new Error('it is not the file of this evaluation')
    const names = tensorsOf(found.output)
    const { figures } = found
    const hasProbabilities = figures.kind !== 'number'
    const width = figures.kind === 'labels' ? figures.labels.length : 1
    const read = (name: string, valuesPerRow = 1) => {
      const values = file.read(name)
      if (values.length !== evaluation.rows * valuesPerRow)
        throw new Error(`${name} has ${values.length} rows`)
      return values
    }
    return {
      path,
      evaluation,
      output: found.output,
      kind: figures.kind,
      width,
      classes: figures.kind === 'classes' ? figures.classes.length : 0,
      row: read(ROW) as Int32Array,
      truth: read(names.truth, width) as Int32Array | Float64Array,
      predicted: read(hasProbabilities ? names.predicted : names.prediction, width) as
        | Int32Array
        | Float64Array,
      confidence: hasProbabilities ? (read(names.confidence) as Float32Array) : null,
      loss: read(names.loss) as Float32Array,
    }
  })
}

/** @throws ProblemError with the path if the file is damaged */
export function withTensors<T>(path: string, use: (file: TensorFile) => T): T {
  try {
    const file = openTensors(path)
    try {
      return use(file)
    } finally {
      file.close()
    }
  } catch (error) {
    throw new ProblemError([badEvaluation(path, (error as Error).message)])
  }
}
