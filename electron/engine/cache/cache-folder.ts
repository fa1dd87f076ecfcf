/** Folder of the cache. */
import { resolve } from 'node:path'

/** LAYERLOOM_CACHE if set, otherwise the host's default: what the set-up has installed, and by default the cache. */
export const installedFolder = (defaultFolder: string): string =>
  resolve(process.env.LAYERLOOM_CACHE || defaultFolder)

/** The folder that a person has chosen (LAYERLOOM_CACHE_FOLDER, from the settings), otherwise the one of the set-up. */
export const cacheFolder = (defaultFolder: string): string =>
  process.env.LAYERLOOM_CACHE_FOLDER
    ? resolve(process.env.LAYERLOOM_CACHE_FOLDER)
    : installedFolder(defaultFolder)

/** The cache with the converted sample: it stays where it is when a person chooses another folder, because its download may no longer be
 *  possible. */
export const sampleCache = (cache: string): string =>
  process.env.LAYERLOOM_CACHE_FOLDER ? installedFolder(cache) : cache
