/** `cache`: shows the size of prepared data and compiled networks, and their limit. */
import { join } from 'node:path'
import { MAX_CACHE_GIGABYTES } from '../../shared/settings.ts'
import { cacheFolder } from '../engine/cache/cache-folder.ts'
import {
  clear,
  compiledRoot,
  dataRoot,
  type Entry,
  entriesIn,
  evictToLimit,
  type Kind,
  totalSize,
} from '../engine/cache/contents.ts'
import { limitOf, parseGigabytes } from '../engine/cache/limit.ts'
import { findRoot } from '../host/app-files.ts'
import { settingsIn, settingsPath } from '../host/settings-file.ts'
import { type Command, type Io, textOption, UsageError } from './command.ts'

const KINDS: readonly { readonly kind: Kind; readonly title: string; place(cache: string): string }[] = [
  { kind: 'data', title: 'prepared data', place: dataRoot },
  { kind: 'compiled', title: 'compiled networks', place: compiledRoot },
]

export const cache: Command = {
  name: 'cache',
  arguments: [],
  help: 'show how much disk space prepared data and compiled networks use; both can be created again',
  options: {
    clear: { type: 'boolean', help: 'delete everything that no run is using' },
    limit: {
      type: 'string',
      value: 'GB',
      help: 'set the largest total size in gigabytes (default: 10); the least recently used entries are deleted first',
    },
    json: {
      type: 'boolean',
      help: 'print one JSON object: cache, limit, removed, and for each kind folder, count, bytes, in_use',
    },
  },
  async run(_, values, io) {
    const folder = cacheFolder(join(findRoot(import.meta.dirname), '.cache'))
    const limit = textOption(values, 'limit')
    const gigabytes = parseGigabytes(limit)
    if (limit !== undefined && gigabytes === null)
      throw new UsageError(
        `--limit must be a number of gigabytes from 0 to ${MAX_CACHE_GIGABYTES}, not “${limit}”`,
      )
    const settings = settingsIn(settingsPath())
    // The variable may stem from the settings as they were.
    const stored = settings.read().settings.cache_limit
    const environmentLimit = process.env.LAYERLOOM_CACHE_LIMIT
    if (gigabytes !== null) {
      await settings.change({ cache_limit: gigabytes })
      if (!environmentLimit || environmentLimit === String(stored))
        process.env.LAYERLOOM_CACHE_LIMIT = String(gigabytes)
    }
    if (environmentLimit && parseGigabytes(environmentLimit) === null)
      io.err(
        `LAYERLOOM_CACHE_LIMIT is “${environmentLimit}”, not a number of gigabytes from 0 to ${MAX_CACHE_GIGABYTES}: it is ignored`,
      )
    const removed = values.clear ? clear(folder) : gigabytes === null ? null : evictToLimit(folder)
    const entries = entriesIn(folder)
    if (values.json) io.out(JSON.stringify(toJson(folder, entries, removed)))
    else printTable(folder, entries, removed, io)
    return 0
  },
}

function toJson(folder: string, entries: readonly Entry[], removed: readonly Entry[] | null): object {
  const kinds = KINDS.map(({ kind, place }) => {
    const ownEntries = entries.filter((entry) => entry.kind === kind)
    const in_use = ownEntries.filter(({ inUse }) => inUse).length
    return [kind, { folder: place(folder), count: ownEntries.length, bytes: totalSize(ownEntries), in_use }]
  })
  return {
    cache: folder,
    limit: limitOf(folder).bytes,
    ...(removed && { removed: { count: removed.length, bytes: totalSize(removed) } }),
    ...Object.fromEntries(kinds),
  }
}

function printTable(
  folder: string,
  entries: readonly Entry[],
  removed: readonly Entry[] | null,
  io: Io,
): void {
  for (const { kind, title, place } of KINDS) {
    const ownEntries = entries.filter((entry) => entry.kind === kind)
    const used = ownEntries.filter(({ inUse }) => inUse).length
    const count = `${ownEntries.length}${used > 0 ? ` (${used} in use)` : ''}`
    io.out(
      `${title.padEnd(17)}  ${count.padStart(6)}  ${formatSize(totalSize(ownEntries)).padStart(9)}  ${place(folder)}`,
    )
  }
  const { bytes, from } = limitOf(folder)
  const isSetting = settingsIn(settingsPath()).read().settings.cache_limit === bytes / 2 ** 30
  const source = LIMIT_SOURCES[isSetting ? 'setting' : from]
  io.out(`${'limit'.padEnd(17)}  ${''.padStart(6)}  ${formatSize(bytes).padStart(9)}  ${source}`)
  if (removed) io.out(`removed ${removed.length}, ${formatSize(totalSize(removed))}`)
}

const LIMIT_SOURCES = {
  LAYERLOOM_CACHE_LIMIT: 'from LAYERLOOM_CACHE_LIMIT',
  setting: 'from the settings; --limit changes it',
  cache: 'set by an earlier version; --limit changes it',
  default: 'the default; --limit changes it',
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB']
function formatSize(bytes: number): string {
  const unit = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1)
  return `${(bytes / 1024 ** unit).toFixed(unit === 0 ? 0 : 1)} ${UNITS[unit]}`
}
