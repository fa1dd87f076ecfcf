/** Predicts a whole file, a table or pictures, into a CSV file. */
import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { fileFields } from '../../../shared/document/data-paths.ts'
import type { FilePrediction, FileQuery } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { FilePredictionTask } from './file-prediction.ts'
import { predictPictures } from './predict-pictures.ts'
import { predictTable } from './predict-table.ts'
import { openPredictor } from './predictor.ts'
import { openStoredRun, type StoredRun } from './stored-run.ts'
import * as texts from './texts.ts'

/** @throws ProblemError */
export async function predictFile(task: FilePredictionTask): Promise<FilePrediction> {
  const { folder, query, options, signal } = task
  const began = Date.now()
  const run = openStoredRun(folder)
  refuseOverwriting(run, query)
  const predictor = openPredictor(run, query.weights, options)
  const cancel = () => predictor.close()
  signal.addEventListener('abort', cancel)
  try {
    signal.throwIfAborted()
    if (predictor.preparation && query.labels) throw new ProblemError([texts.noLabelsOfTable(query.labels)])
    const written = await (predictor.preparation
      ? predictTable(run, predictor, task)
      : predictPictures(run, predictor, task))
    return { ...written, seconds: (Date.now() - began) / 1000 }
  } finally {
    signal.removeEventListener('abort', cancel)
    predictor.close()
  }
}

/** @throws ProblemError if the file to write is one that is read, or one of the run's data */
function refuseOverwriting({ record, document }: StoredRun, { data, labels, out }: FileQuery): void {
  const written = realPath(out)
  if (written === null) return
  for (const read of [data, labels])
    if (read && written === realPath(read)) throw new ProblemError([texts.overwritesInput(out)])
  const { folder = null, path } = record.data
  const files = path === null ? fileFields(document.data!.source).map((file) => file.path) : [path]
  for (const file of files)
    if ((folder !== null || isAbsolute(file)) && written === realPath(resolve(folder ?? '', file)))
      throw new ProblemError([texts.overwritesData(out, record.name)])
}

/** The path without links, in the case of the disk; null where no file is. */
const realPath = (path: string): string | null => (existsSync(path) ? realpathSync.native(path) : null)
