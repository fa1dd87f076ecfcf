/** Reads a pair of IDX files named by the document. */
import { basename } from 'node:path'
import { findFile } from '../find-file.ts'
import { findPairs } from '../idx-pairs.ts'
import { type IdxPair, readIdx } from '../read-idx.ts'
import type { Reader, ReaderContext } from '../types.ts'

export const idxReader: Reader = {
  type: 'idx',
  async locate(source, context) {
    const pairs = await findFiles(source, context)
    return {
      key: pairs.map(({ images, labels }) => [images.identity, labels.identity]),
      read: (files) =>
        readIdx(pairs, files, { title: basename(pairs[0]!.images.path), notes: [], report: context.report }),
    }
  },
}

async function findFiles(
  source: { readonly [field: string]: unknown },
  context: ReaderContext,
): Promise<IdxPair[]> {
  if (context.override !== null) return findPairs(context.override, context.folder)
  const fileOf = (field: 'images' | 'labels') => findFile(String(source[field]), context.folder, field)
  return [{ images: await fileOf('images'), labels: await fileOf('labels') }]
}
