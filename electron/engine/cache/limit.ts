/** Size limit of prepared data and compiled networks: LAYERLOOM_CACHE_LIMIT, which the settings set as well; otherwise the limit that an earlier
 *  version stored in this cache; otherwise 10 GB. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { MAX_CACHE_GIGABYTES } from '../../../shared/settings.ts'

const GIGABYTE = 2 ** 30
const DEFAULT_GIGABYTES = 10

const settingSchema = z.object({ gigabytes: z.number().nonnegative().max(MAX_CACHE_GIGABYTES) })
const settingPath = (cache: string): string => join(cache, 'limit.json')

export interface Limit {
  readonly bytes: number
  readonly from: 'LAYERLOOM_CACHE_LIMIT' | 'cache' | 'default'
}

export function limitOf(cache: string, env: NodeJS.ProcessEnv = process.env): Limit {
  const environmentLimit = parseGigabytes(env.LAYERLOOM_CACHE_LIMIT)
  if (environmentLimit !== null) return { bytes: environmentLimit * GIGABYTE, from: 'LAYERLOOM_CACHE_LIMIT' }
  const setting = readSetting(cache)
  return setting === null
    ? { bytes: DEFAULT_GIGABYTES * GIGABYTE, from: 'default' }
    : { bytes: setting * GIGABYTE, from: 'cache' }
}

/** Parses a number of gigabytes; null if invalid. */
export function parseGigabytes(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,7}(\.\d{1,3})?$/.test(text)) return null
  const value = Number(text)
  return value <= MAX_CACHE_GIGABYTES ? value : null
}

function readSetting(cache: string): number | null {
  try {
    const result = settingSchema.safeParse(JSON.parse(readFileSync(settingPath(cache), 'utf8')))
    return result.success ? result.data.gigabytes : null
  } catch {
    // Not set or not readable: the default limit.
    return null
  }
}
