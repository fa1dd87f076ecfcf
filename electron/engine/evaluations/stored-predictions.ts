/** The predictions of an evaluation, as far as they fit in memory: a few numbers per row. */
import { lstat } from 'node:fs/promises'
import type { Evaluation } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { pause } from '../data/blocks.ts'
import { predictionsOf } from '../run-folder/evaluation-files.ts'
import { ROW, tensorsOf } from '../run-folder/predictions-file.ts'
import { fileDigest, openTensors, type TensorFile } from '../run-folder/tensor-file.ts'
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
export async function readPredictions(
  folder: string,
  id: string,
  output: string | null,
): Promise<Predictions> {
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
  await checkFile(path, evaluation.predictions.sha256)
  const names = tensorsOf(found.output)
  const { figures } = found
  const hasProbabilities = figures.kind !== 'number'
  const width = figures.kind === 'labels' ? figures.labels.length : 1
  /** Other calls are answered between two tensors. */
  const read = async (name: string, valuesPerRow = 1) => {
    await pause()
    return withTensors(path, (file) => {
      const values = file.read(name)
      if (values.length !== evaluation.rows * valuesPerRow)
        throw new Error(`${name} has ${values.length} rows`)
      return values
    })
  }
  return {
    path,
    evaluation,
    output: found.output,
    kind: figures.kind,
    width,
    classes: figures.kind === 'classes' ? figures.classes.length : 0,
    row: (await read(ROW)) as Int32Array,
    truth: (await read(names.truth, width)) as Int32Array | Float64Array,
    predicted: (await read(hasProbabilities ? names.predicted : names.prediction, width)) as
      | Int32Array
      | Float64Array,
    confidence: hasProbabilities ? ((await read(names.confidence)) as Float32Array) : null,
    loss: (await read(names.loss)) as Float32Array,
  }
}

/** The files that were found to be those of their evaluations, by path, with their time and size then. */
const checkedFiles = new Map<string, string>()
const MAX_CHECKED = 100

/** A large file is read whole once, and again only when it has changed. @throws ProblemError unless the file has this sha256 */
async function checkFile(path: string, sha256: string): Promise<void> {
  try {
    const file = await lstat(path)
    if (!file.isFile()) throw new Error('it is not a regular file')
    const { mtimeMs, size, ino } = file
    const version = `${sha256} ${mtimeMs} ${size} ${ino}`
    if (checkedFiles.get(path) === version) return
    if ((await fileDigest(path)) !== sha256) throw new Error('it is not the file of this evaluation')
    if (checkedFiles.size >= MAX_CHECKED) checkedFiles.clear()
    checkedFiles.set(path, version)
  } catch (error) {
    throw new ProblemError([badEvaluation(path, (error as Error).message)])
  }
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
