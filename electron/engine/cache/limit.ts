/** Size limit of prepared data and compiled networks: LAYERLOOM_CACHE_LIMIT, otherwise the setting of this cache, otherwise 10 GB. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const GIGABYTE = 2 ** 30
const USUAL = 10
/** 1 PB: a larger number is a typing error. */
export const MAX_GIGABYTES = 2 ** 20

const kept = z.object({ gigabytes: z.number().nonnegative().max(MAX_GIGABYTES) })
const placeOf = (cache: string): string => join(cache, 'limit.json')

export interface Limit {
  readonly bytes: number
  readonly from: 'LAYERLOOM_CACHE_LIMIT' | 'setting' | 'default'
}

export function limitOf(cache: string, env: NodeJS.ProcessEnv = process.env): Limit {
  const wish = gigabytesIn(env.LAYERLOOM_CACHE_LIMIT)
  if (wish !== null) return { bytes: wish * GIGABYTE, from: 'LAYERLOOM_CACHE_LIMIT' }
  const set = setFor(cache)
  return set === null
    ? { bytes: USUAL * GIGABYTE, from: 'default' }
    : { bytes: set * GIGABYTE, from: 'setting' }
}

/** Parses a number of gigabytes; null if invalid. */
export function gigabytesIn(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,7}(\.\d{1,3})?$/.test(text)) return null
  const value = Number(text)
  return value <= MAX_GIGABYTES ? value : null
}

export function setLimit(cache: string, gigabytes: number): void {
  mkdirSync(cache, { recursive: true })
  writeFileSync(placeOf(cache), `${JSON.stringify({ gigabytes })}\n`)
}

function setFor(cache: string): number | null {
  try {
    const read = kept.safeParse(JSON.parse(readFileSync(placeOf(cache), 'utf8')))
    return read.success ? read.data.gigabytes : null
  } catch {
    // Not set or not readable: the default limit.
    return null
  }
}
