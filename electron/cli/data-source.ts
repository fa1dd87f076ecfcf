/** The data that paths on the command line name: a table or several files of one, IDX files, or the sample. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { DataReference } from '../../shared/data/data-reference.ts'
import { fashionMnist } from '../../shared/data/sources/fashion-mnist.ts'
import { idx } from '../../shared/data/sources/idx.ts'
import { tableSourceOf } from '../../shared/data/sources/index.ts'
import { createDataReference } from '../../shared/document/settings.ts'
import { UsageError, type Values } from './command.ts'
import { tableOptions, tableReference } from './table-source.ts'

/** @param paths files, patterns such as parts/*.csv, a folder of IDX files, or the name of the sample
 *  @param folder base folder of relative paths
 *  @throws UsageError for a pattern that no file has, and for options that the data do not have */
export function dataReference(paths: readonly string[], values: Values, folder: string): DataReference {
  const [first, ...more] = matchingFiles(paths, folder)
  const full = resolve(folder, first!)
  const images = imagesAt(full)
  const isSample = first === fashionMnist.type && !existsSync(full)
  if (images === null && !isSample) return tableReference(first!, values, folder, more)
  const option = Object.keys(tableOptions).find((name) => values[name] !== undefined)
  if (option !== undefined) throw new UsageError(`--${option} is an option of tables`)
  if (more.length > 0) throw new UsageError(`only tables may be in several files, not ${first}`)
  return createDataReference(
    images === null ? { type: fashionMnist.type } : { type: idx.type, images, labels: labelsOf(images) },
  )
}

/** The files that paths and patterns name, those of a pattern in the order of their names. */
export const matchingFiles = (paths: readonly string[], folder: string): readonly string[] =>
  paths.flatMap((path) => {
    const name = basename(path)
    if (!/[*?]/.test(name) || existsSync(resolve(folder, path))) return [path]
    const source = name
      .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')
    const pattern = new RegExp(`^${source}$`, 'su')
    const found = namesIn(resolve(folder, dirname(path))).filter((each) => pattern.test(each))
    if (found.length === 0) throw new UsageError(`no file is called ${path}`)
    return found.map((each) => join(dirname(path), each))
  })

/** The names of the files in a folder, without hidden ones; none if there is no such folder. */
const namesIn = (folder: string): readonly string[] =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => entry.name)
        .sort()
    : []

/** The file of images in a folder with the names of MNIST, or such a file itself; null for anything else. */
function imagesAt(path: string): string | null {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const names = namesIn(path)
    const found = ['train-images-idx3-ubyte', 'train-images-idx3-ubyte.gz'].find((name) =>
      names.includes(name),
    )
    return found === undefined ? null : join(path, found)
  }
  return isImageFile(path) ? path : null
}

const isImageFile = (path: string): boolean =>
  /images.*(\.idx\d?|[.-]ubyte)(\.gz)?$/.test(basename(path)) && tableSourceOf(path) === null

/** The labels beside a file of images; null if there are none. */
export function labelsBeside(path: string): string | null {
  if (!isImageFile(path)) return null
  const labels = labelsOf(path)
  return existsSync(labels) ? labels : null
}

/** The labels beside a file of images, packed or not. */
function labelsOf(images: string): string {
  const name = basename(images).replace(/\.gz$/, '').replace('images', 'labels').replace('idx3', 'idx1')
  const plain = join(dirname(images), name)
  return existsSync(plain) || !existsSync(`${plain}.gz`) ? plain : `${plain}.gz`
}
