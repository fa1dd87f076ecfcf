/** Files that a run's callbacks write at the end of each epoch. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../../../shared/fields/index.ts'
import type { CsvLoggerProps } from '../../../../shared/training/callbacks/csv-logger.ts'
import { filled } from '../../../../shared/training/callbacks/model-checkpoint.ts'
import type { TensorBoardProps } from '../../../../shared/training/callbacks/tensor-board.ts'
import { withRoom } from '../run-files.ts'
import { type Weights, writeWeights } from '../weights-file.ts'
import { csvFile } from './csv-file.ts'
import type { EpochFigures, EpochWriter } from './epoch-writer.ts'
import { callbacksFolder, fileName } from './place.ts'
import { tensorBoardFiles } from './tensor-board-files.ts'

export interface CallbackFiles {
  /** @param checkpointFiles file names of the ModelCheckpoints that save this epoch */
  after(now: EpochFigures, weights: Weights, kept: readonly string[]): void
}

/** @param previousEpochs epochs before the run was resumed
 *  @throws ProblemError if the disk is full or the folder is not writable */
export function callbackFiles(
  run: string,
  callbacks: readonly Config[],
  done: readonly EpochFigures[],
): CallbackFiles {
  const folder = callbacksFolder(run)
  const room = <T>(work: () => T) => withRoom(folder, work)
  const writes = callbacks.some((c) => Object.hasOwn(WRITERS, c.type) || c.type === 'ModelCheckpoint')
  if (writes) room(() => mkdirSync(folder, { recursive: true }))
  const writers = callbacks.flatMap((c) => {
    const begin = WRITERS[c.type]
    return begin ? [room(() => begin(folder, c, done))] : []
  })
  return {
    after(now, weights, kept) {
      for (const write of writers) room(() => write(now))
      for (const filepath of kept) {
        const name = fileName(filled(filepath, { ...now.figures, epoch: now.epoch + 1 }), 'checkpoint')
        const path = join(folder, `${name.replace(/\.(keras|weights\.h5|h5)$/, '')}.safetensors`)
        room(() => writeWeights(path, weights, now.epoch + 1))
      }
    },
  }
}

const WRITERS: {
  readonly [type: string]: (folder: string, callback: Config, done: readonly EpochFigures[]) => EpochWriter
} = {
  CSVLogger: (folder, c, done) => csvFile(folder, c as unknown as CsvLoggerProps, done),
  TensorBoard: (folder, c, done) => tensorBoardFiles(folder, c as unknown as TensorBoardProps, done.length),
}
