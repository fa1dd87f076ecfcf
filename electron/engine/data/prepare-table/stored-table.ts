/** Metadata of a prepared table in the cache, and whether its files are intact. */
import { join } from 'node:path'
import { z } from 'zod'
import { storedShape } from '../../../../shared/data/column-info.ts'
import { type DataInfo, targetWidth } from '../../../../shared/data/data-info.ts'
import { isObject } from '../../../../shared/json.ts'
import { isIntact } from '../checked-file.ts'
import { isIntactFile, readJson } from '../stored.ts'

export const INFO = 'info.json'
export const FEATURES = 'features'
/** What the steps have learned from the training rows. */
export const FITS = 'fits.json'
/** Rows of the table that have a target, if some have none. */
export const ROWS = 'rows'

export interface StoredInfo extends DataInfo {
  /** Number of stored rows. */
  readonly count: number
  /** Some rows of the table have no target, and the file ROWS says which have one. */
  readonly hasKeptRows: boolean
}

/** The file is ours and has a checksum, so only its kind is checked. */
const infoSchema = z.custom<StoredInfo>(
  (value) => isObject(value) && Array.isArray(value.columns) && typeof value.count === 'number',
)

/** The description of a prepared table, or `null` if it is missing or damaged. @param contents whether to verify all contents */
export async function storedTable(folder: string, contents = false): Promise<StoredInfo | null> {
  const info = await readJson(join(folder, INFO), infoSchema)
  if (!info) return null
  const width = storedShape(info).reduce((a, b) => a * b, 1)
  const columns =
    info.targets.reduce((sum, target) => sum + targetWidth(target), 0) + (info.weights === null ? 0 : 1)
  const { train, validation, test } = info.rows
  const isComplete =
    (await isIntactFile(join(folder, FEATURES), info.count * width * 4, contents)) &&
    (await isIntactFile(join(folder, 'targets'), info.count * columns * 4, contents)) &&
    (await isIntactFile(join(folder, 'order'), (train + validation + test) * 4, contents)) &&
    (!info.hasKeptRows || (await isIntactFile(join(folder, ROWS), info.count * 4, contents))) &&
    (await isIntact(join(folder, FITS)))
  return isComplete ? info : null
}
