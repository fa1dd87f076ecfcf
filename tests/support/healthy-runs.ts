/** Short trainings of the examples, in which the doctor must find nothing. */
import { join } from 'node:path'
import { prepareData } from '../../electron/engine/data/index.ts'
import { readData } from '../../electron/engine/worker/data-files.ts'
import { writeFashion } from './datasets.ts'
import { EXAMPLES, EXAMPLES_FOLDER } from './examples.ts'
import type { ShortRun } from './short-run.ts'

export interface HealthyRun extends ShortRun {
  readonly name: string
}

interface Choice {
  readonly example: string
  readonly epochs: number
  readonly seeds: readonly number[]
}

/** Training rows of made pictures, and of the real ones. */
const MADE_ROWS = 160
const REAL_ROWS = 1500
const VALIDATION_ROWS = 100

/** @param cache where the prepared data are kept; it has the real pictures, if they are used
 *  @param pictures `made`: small pictures whose brightest lines are the class, written to the cache */
export async function healthyRuns(
  choices: readonly Choice[],
  cache: string,
  pictures: 'made' | 'real',
): Promise<readonly HealthyRun[]> {
  const made = join(cache, 'made-pictures')
  if (pictures === 'made') writeFashion(made, { train: 400, test: 100 })
  const runs: HealthyRun[] = []
  for (const { example, epochs, seeds } of choices) {
    const { document } = EXAMPLES.find(({ name }) => name === example)!
    const reference = document.data!
    const isMade = pictures === 'made' && reference.source.type === 'fashion_mnist'
    const prepared = isMade
      ? await prepareData(
          { ...reference, split: { ...reference.split, validation: VALIDATION_ROWS, test: 100 } },
          { folder: null, cache, override: made },
        )
      : await prepareData(reference, { folder: EXAMPLES_FOLDER, cache })
    const data = readData(prepared)
    const train = data.train.slice(0, isMade ? MADE_ROWS : REAL_ROWS)
    const validation = data.validation.slice(0, VALIDATION_ROWS)
    const rows = { ...prepared.info.rows, train: train.length, validation: validation.length }
    for (const seed of seeds)
      runs.push({
        name: `${example}, seed ${seed}`,
        document: { ...document, training: { ...document.training, seed } },
        rows: { info: { ...prepared.info, rows }, columns: data.columns, train, validation },
        epochs,
      })
  }
  return runs
}
