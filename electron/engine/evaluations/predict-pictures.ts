/** Predicts all pictures of an IDX file into a CSV file: the number of each, its true class, and what the network says. A block is predicted
 *  while the next one is read. */
import { fashionMnist } from '../../../shared/data/sources/fashion-mnist.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { findFile } from '../data/find-file.ts'
import { type IdxFile, openIdx } from '../data/idx-file.ts'
import { closeIdx, floatsOf, readLabels, rowsOf } from '../data/read-idx.ts'
import { FEATURE_ARRAYS } from '../data/read-values.ts'
import { csvLine, writeWhole } from './csv-file.ts'
import type { FilePredictionTask, WrittenPredictions } from './file-prediction.ts'
import { addedColumns } from './prediction-columns.ts'
import type { Predictor } from './predictor.ts'
import type { StoredRun } from './stored-run.ts'
import * as texts from './texts.ts'

/** Pictures in memory at a time: at most so many, and of so many values together. */
const BLOCK_ROWS = 4096
const BLOCK_VALUES = 16 * 2 ** 20

/** @throws ProblemError */
export async function predictPictures(
  run: StoredRun,
  predictor: Predictor,
  task: FilePredictionTask,
): Promise<WrittenPredictions> {
  const images = await openIdx(await findFile(task.query.data, null, 'data'), 'data')
  try {
    return await writePictures(images, predictor, run, task)
  } finally {
    await closeIdx(images)
  }
}

async function writePictures(
  images: IdxFile,
  predictor: Predictor,
  run: StoredRun,
  { query, signal, onProgress }: FilePredictionTask,
): Promise<WrittenPredictions> {
  const { record, document } = run
  const total = images.sizes[0]!
  const received = rowsOf(images)
  if (received.dtype !== predictor.dtype || String(received.shape) !== String(predictor.shape))
    throw new ProblemError([texts.otherPictures(query.data, predictor, received)])
  const truths = query.labels
    ? trueClasses(run, await readLabels(await findFile(query.labels, null, 'labels'), total))
    : null
  const own = ['row', ...(truths ? [record.data.targets[0]!.name] : [])]
  const added = addedColumns(predictor.outputs, document, query.probabilities, own)
  await writeWhole(query.out, signal, async (write) => {
    let written = 0
    const writeBlock = (values: readonly Float32Array[], rows: number): void => {
      let text = ''
      for (let row = 0; row < rows; row++) {
        const read = predictor.read(values, row)
        const truth = truths ? [truths(written + row)] : []
        text += csvLine([String(written + row), ...truth, ...added.map(({ cell }) => cell(read))])
      }
      write(text)
      written += rows
      onProgress({ run: record.run, done: written, total })
    }
    write(csvLine([...own, ...added.map(({ name }) => name)]))
    let previous: { readonly rows: number; readonly values: Promise<readonly Float32Array[]> } | null = null
    for await (const features of blocksOf(images, predictor, query.data)) {
      signal.throwIfAborted()
      const rows = features.length / predictor.rowSize
      const values = predictor.predict(features, rows)
      // Reported by the await of the next turn.
      values.catch(() => {})
      if (previous) writeBlock(await previous.values, previous.rows)
      previous = { rows, values }
    }
    if (previous) writeBlock(await previous.values, previous.rows)
  })
  return { rows: total, out: query.out, columns: added.map(({ name }) => name), unpredicted: [] }
}

/** The true class of a picture as the network names it. A label that the network does not know stays as it is in the file. */
function trueClasses({ record, document }: StoredRun, labels: Int32Array): (row: number) => string {
  // The classes of the sample have names in place of their numbers.
  const names = document.data!.source.type === fashionMnist.type ? record.data.targets[0]!.classes : []
  return (row) => names[labels[row]!] ?? String(labels[row])
}

/** The values of the pictures, in blocks of complete ones. */
async function* blocksOf(
  images: IdxFile,
  { rowSize, dtype }: Predictor,
  path: string,
): AsyncGenerator<Uint8Array | Float32Array> {
  const blockRows = Math.max(1, Math.min(BLOCK_ROWS, Math.floor(BLOCK_VALUES / rowSize)))
  let missing = images.sizes[0]! * rowSize
  const nextBlock = () => new FEATURE_ARRAYS[dtype](Math.min(blockRows * rowSize, missing))
  let block = nextBlock()
  let filled = 0
  let done = 0
  for await (const piece of images.pieces) {
    const values = dtype === 'uint8' ? piece : floatsOf(images, piece, done, rowSize, path)
    done += values.length
    for (let from = 0; from < values.length; ) {
      const part = values.subarray(from, from + block.length - filled)
      block.set(part, filled)
      filled += part.length
      from += part.length
      if (filled < block.length) continue
      missing -= filled
      yield block
      block = nextBlock()
      filled = 0
    }
  }
}
