/** Files that a run's callbacks write at the end of each epoch. What else a callback does to the run is in epoch-callbacks.ts. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type CsvLoggerProps, csvLogger } from '../../../../shared/catalog/callbacks/csv-logger.ts'
import { callbacks as callbackFamily } from '../../../../shared/catalog/callbacks/index.ts'
import { fillTemplate } from '../../../../shared/catalog/callbacks/model-checkpoint.ts'
import { type TensorBoardProps, tensorBoard } from '../../../../shared/catalog/callbacks/tensor-board.ts'
import { type Config, getMember } from '../../../../shared/fields/index.ts'
import { reportRunFolderErrors } from '../../run-folder/run-files.ts'
import { type Weights, writeWeights } from '../../run-folder/weights-file.ts'
import { csvFile } from './csv-file.ts'
import type { EpochMetrics, EpochWriter } from './epoch-writer.ts'
import { callbacksFolder, fileName } from './folder.ts'
import { tensorBoardFiles } from './tensor-board-files.ts'

export interface CallbackFiles {
  /** @param checkpointFiles file names of the ModelCheckpoints that save this epoch */
  onEpochEnd(results: EpochMetrics, weights: Weights, checkpointFiles: readonly string[]): void
}

/** @param previousEpochs epochs before the run was resumed
 *  @throws ProblemError if the disk is full or the folder is not writable */
export function callbackFiles(
  run: string,
  callbacks: readonly Config[],
  previousEpochs: readonly EpochMetrics[],
): CallbackFiles {
  const folder = callbacksFolder(run)
  const withErrors = <T>(work: () => T) => reportRunFolderErrors(folder, work)
  const writesFiles = callbacks.some((c) => getMember(callbackFamily, c).writesFiles)
  if (writesFiles) withErrors(() => mkdirSync(folder, { recursive: true }))
  const writers = callbacks.flatMap((c) => {
    const createWriter = WRITERS[c.type]
    return createWriter ? [withErrors(() => createWriter(folder, c, previousEpochs))] : []
  })
  return {
    onEpochEnd(results, weights, checkpointFiles) {
      for (const write of writers) withErrors(() => write(results))
      for (const filepath of checkpointFiles) {
        const name = fileName(
          fillTemplate(filepath, { ...results.values, epoch: results.epoch + 1 }),
          'checkpoint',
        )
        const path = join(folder, `${name.replace(/\.(keras|weights\.h5|h5)$/, '')}.safetensors`)
        withErrors(() => writeWeights(path, weights, results.epoch + 1))
      }
    },
  }
}

const WRITERS: {
  readonly [type: string]: (folder: string, callback: Config, done: readonly EpochMetrics[]) => EpochWriter
} = {
  [csvLogger.type]: (folder, c, done) => csvFile(folder, c as unknown as CsvLoggerProps, done),
  [tensorBoard.type]: (folder, c, done) =>
    tensorBoardFiles(folder, c as unknown as TensorBoardProps, done.length),
}
