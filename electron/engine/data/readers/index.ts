/** One reader per data source; a new source is a file here and an entry in this array. */
import type { Reader } from '../types.ts'
import { csvReader } from './csv.ts'
import { fashionMnistReader } from './fashion-mnist.ts'
import { idxReader } from './idx.ts'

export const readers: readonly Reader[] = [fashionMnistReader, idxReader, csvReader]
