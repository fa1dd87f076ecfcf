/** Folder of the cache. */
import { resolve } from 'node:path'

/** LAYERLOOM_CACHE if set, otherwise the host's default. */
export const cacheFolder = (defaultFolder: string): string =>
  resolve(process.env.LAYERLOOM_CACHE || defaultFolder)
