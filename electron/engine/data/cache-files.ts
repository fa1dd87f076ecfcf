/** Names and small files of folders in the cache. */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { writeChecked } from './checked-file.ts'

/** A name that depends on everything in a value. */
export const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)

export const writeJson = (path: string, value: unknown): Promise<void> =>
  writeChecked(path, [Buffer.from(JSON.stringify(value))])

export const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null
