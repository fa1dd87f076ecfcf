/** Finds pairs of image and label files in a folder by the names of MNIST's files. */
import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { findFile } from './find-file.ts'
import { problemError } from './problem-error.ts'
import type { IdxPair } from './read-idx.ts'
import { texts } from './texts.ts'

const PREFIXES = ['train', 't10k'] as const

/** @param path a folder with `train-images-idx3-ubyte`, `train-labels-idx1-ubyte` and optionally the `t10k-` pair, plain or `.gz`; or one
 *  file of images, with its labels in the same folder under the corresponding name */
export async function findPairs(path: string, folder: string | null): Promise<IdxPair[]> {
  const full = resolve(folder ?? '.', path)
  const stats = await stat(full).catch(() => null)
  if (stats && !stats.isDirectory()) return [await pairOf(full)]
  const pairs: IdxPair[] = []
  for (const prefix of PREFIXES) {
    const images = await firstExisting(full, `${prefix}-images-idx3-ubyte`)
    if (images) pairs.push(await pairOf(images))
  }
  if (pairs.length === 0) throw problemError('data_missing', texts.noIdxFiles(path), 'images')
  return pairs
}

async function pairOf(images: string): Promise<IdxPair> {
  const name = basename(images).replace(/\.gz$/, '').replace('images', 'labels').replace('idx3', 'idx1')
  const labels = (await firstExisting(dirname(images), name)) ?? join(dirname(images), name)
  return { images: await findFile(images, null, 'images'), labels: await findFile(labels, null, 'labels') }
}

async function firstExisting(folder: string, name: string): Promise<string | null> {
  for (const path of [join(folder, name), join(folder, `${name}.gz`)])
    if ((await stat(path).catch(() => null))?.isFile()) return path
  return null
}
