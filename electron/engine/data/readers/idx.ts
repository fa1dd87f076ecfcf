/** Reads a pair of IDX files named by the document. */
import { basename } from 'node:path'
import { findFile } from '../find-file.ts'
import { pairsIn } from '../idx-pairs.ts'
import { type IdxPair, readIdx } from '../read-idx.ts'
import type { Place, Reader } from '../types.ts'

export const idxReader: Reader = {
  type: 'idx',
  async locate(source, place) {
    const pairs = await find(source, place)
    return {
      key: pairs.map(({ images, labels }) => [images.identity, labels.identity]),
      read: (files) =>
        readIdx(pairs, files, { title: basename(pairs[0]!.images.path), notes: [], report: place.report }),
    }
  },
}

async function find(source: { readonly [field: string]: unknown }, place: Place): Promise<IdxPair[]> {
  if (place.override !== null) return pairsIn(place.override, place.folder)
  const at = (field: 'images' | 'labels') => findFile(String(source[field]), place.folder, field)
  return [{ images: await at('images'), labels: await at('labels') }]
}
