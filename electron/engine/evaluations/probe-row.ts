/** What each node of a run's network puts out for one row of its data, computed in a process of its own. */
import { stat } from 'node:fs/promises'
import type { RowProbe, RowProbeQuery } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { PreparedData } from '../data/index.ts'
import { FEATURE_ARRAYS, readFeatures } from '../data/read-values.ts'
import { placesOf } from '../data/row-parts.ts'
import { crashText } from '../runs/crash-text.ts'
import type { PredictorOptions } from './predictor.ts'
import { dataOfRun, type StoredRun, weightsPath } from './stored-run.ts'
import * as texts from './texts.ts'

/** @throws ProblemError if the data or the weights are missing or other ones, or the data have no such row; the reason of the signal */
export async function probeRow(
  run: StoredRun,
  { row, weights }: Omit<RowProbeQuery, 'run'>,
  cache: string,
  { executor, launch }: PredictorOptions,
  signal: AbortSignal,
): Promise<RowProbe> {
  const prepared = await dataOfRun(run, cache, { signal })
  const features = await featuresOf(prepared, row)
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const child = launch(executor, {
      onMessage(message) {
        if (message.type === 'ended') reject(new ProblemError(message.ending.problems))
        else if (message.type === 'probed') resolve({ document: run.text, outputs: message.outputs })
        else return
        child.kill()
      },
      onExit(crash) {
        signal.removeEventListener('abort', cancel)
        // A process that was killed after its answer has crashed too, which changes nothing any more.
        if (crash) reject(new ProblemError([texts.evaluationCrashed(crashText(crash))]))
      },
    })
    const cancel = () => {
      reject(signal.reason)
      child.kill()
    }
    signal.addEventListener('abort', cancel)
    child.probe({
      document: run.text,
      seed: run.record.seed,
      info: prepared.info,
      flags: {},
      weights: weightsPath(run.folder, weights),
      features,
    })
  })
}

async function featuresOf(prepared: PreparedData, row: number): Promise<Float32Array | Uint8Array> {
  const { files, info, featureSize } = prepared
  const place = placesOf(prepared).placeOf(row)
  const rowBytes = featureSize * FEATURE_ARRAYS[info.dtype].BYTES_PER_ELEMENT
  // Marks and steps leave rows out of their part, which are stored all the same.
  const { size } = await stat(files.features)
  if (place < 0 || (place + 1) * rowBytes > size) throw new ProblemError([texts.noRow(row)])
  const values = await readFeatures(prepared, place)
  if (!values.every(Number.isFinite)) throw new ProblemError([texts.rowWithoutFeatures(row)])
  return values
}
