/** One reader per data source that is no table; a new source is a file here and an entry in this array. Tables: ../table/read-table.ts. */
import type { Reader } from '../types.ts'
import { fashionMnistReader } from './fashion-mnist.ts'
import { idxReader } from './idx.ts'

export const readers: readonly Reader[] = [fashionMnistReader, idxReader]
