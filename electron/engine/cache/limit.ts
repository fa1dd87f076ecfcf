/** Size limit of prepared data and compiled networks: LAYERLOOM_CACHE_LIMIT, which the settings set as well; otherwise the limit that an earlier
 *  version stored in this cache; otherwise 10 GB. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { MAX_CACHE_GIGABYTES } from '../../../shared/settings.ts'
import { replaceFile } from '../../system/replace-file.ts'

const GIGABYTE = 2 ** 30
const DEFAULT_GIGABYTES = 10

const settingSchema = z.object({ gigabytes: z.number().nonnegative().max(MAX_CACHE_GIGABYTES) })
const settingPath = (cache: string): string => join(cache, 'limit.json')

export interface Limit {
  readonly bytes: number
  readonly from: 'LAYERLOOM_CACHE_LIMIT' | 'cache' | 'default'
}

/** The limit to which the cache was brought last: below it, entries may have to go. */
const keptPath = (cache: string): string => join(cache, 'kept-limit.json')
const keptSchema = z.object({ bytes: z.number().nonnegative() })

/** Whether the cache is known to be within its limit, without looking at its entries: every process that adds one brings it there. */
export const isLimitKept = (cache: string, limit: number): boolean => {
  const kept = readFrom(keptPath(cache), keptSchema)
  return kept !== null && kept.bytes <= limit
}

/** Notes that the cache is within this limit. */
export function noteKeptLimit(cache: string, bytes: number): void {
  if (readFrom(keptPath(cache), keptSchema)?.bytes === bytes) return
  try {
    replaceFile(keptPath(cache), [Buffer.from(JSON.stringify({ bytes }))])
  } catch {
    // A cache that cannot be written to: its entries are looked at again.
  }
}

export function limitOf(cache: string, env: NodeJS.ProcessEnv = process.env): Limit {
  const environmentLimit = parseGigabytes(env.LAYERLOOM_CACHE_LIMIT)
  if (environmentLimit !== null) return { bytes: environmentLimit * GIGABYTE, from: 'LAYERLOOM_CACHE_LIMIT' }
  const setting = readFrom(settingPath(cache), settingSchema)
  return setting === null
    ? { bytes: DEFAULT_GIGABYTES * GIGABYTE, from: 'default' }
    : { bytes: setting.gigabytes * GIGABYTE, from: 'cache' }
}

/** Parses a number of gigabytes; null if invalid. */
export function parseGigabytes(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,7}(\.\d{1,3})?$/.test(text)) return null
  const value = Number(text)
  return value <= MAX_CACHE_GIGABYTES ? value : null
}

/** `null` if the file is missing, not readable or something else. */
function readFrom<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null
  } catch {
    return null
  }
}
