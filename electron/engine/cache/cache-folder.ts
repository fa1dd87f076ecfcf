/** Where prepared data is kept. */
import { resolve } from 'node:path'

/** LAYERLOOM_CACHE if it is set, otherwise what the host proposes. */
export const cacheFolder = (proposed: string): string => resolve(process.env.LAYERLOOM_CACHE || proposed)
