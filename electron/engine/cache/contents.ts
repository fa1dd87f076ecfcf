/** Contents of the cache that can be recreated: prepared data and compiled networks. Their size is limited: the least recently used entries
 *  are evicted first, those in use never. */
import { lstatSync, type Stats, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { namesIn, removeAll } from '../../system/remove-files.ts'
import { pathsInUse } from './in-use.ts'
import { limitOf, noteKeptLimit } from './limit.ts'

export type Kind = 'data' | 'compiled'

/** A folder of prepared data, or the file of a compiled network. */
export interface Entry {
  readonly kind: Kind
  readonly path: string
  readonly bytes: number
  /** Time of last use in milliseconds. */
  readonly lastUsed: number
  readonly inUse: boolean
}

export const dataRoot = (cache: string): string => join(cache, 'data')
export const compiledRoot = (cache: string): string => join(cache, 'xla')

/** Names of prepared data; the converted sample and unfinished folders do not match. */
const PREPARED = /^[0-9a-f]{32}$/

export function entriesIn(cache: string): Entry[] {
  const usedPaths = pathsInUse(cache)
  const data = namesIn(dataRoot(cache)).filter((name) => PREPARED.test(name))
  const compiled = namesIn(compiledRoot(cache)).flatMap((folder) =>
    namesIn(join(compiledRoot(cache), folder)).map((name) => [folder, name] as const),
  )
  return [
    ...data.map((name): Entry => {
      const path = join(dataRoot(cache), name)
      return {
        kind: 'data',
        path,
        bytes: bytesOf(path),
        lastUsed: lastUsedAt(path),
        inUse: usedPaths.has(path),
      }
    }),
    ...compiled.map(([folder, name]): Entry => {
      const parentPath = join(compiledRoot(cache), folder)
      const path = join(parentPath, name)
      return {
        kind: 'compiled',
        path,
        bytes: bytesOf(path),
        lastUsed: lastUsedAt(path),
        inUse: usedPaths.has(parentPath),
      }
    }),
  ]
}

/** Bytes of all entries. */
export const totalSize = (entries: readonly Entry[]): number => entries.reduce((n, { bytes }) => n + bytes, 0)

/** Marks an entry as used now. */
export function touch(path: string): void {
  const now = new Date()
  try {
    utimesSync(path, now, now)
  } catch {
    // A read-only cache cannot be evicted either.
  }
}

/** Evicts the least recently used entries until the rest is within the limit. @param exclude entries in use by the caller */
export function evictToLimit(
  cache: string,
  exclude: readonly string[] = [],
  limit = limitOf(cache).bytes,
): Entry[] {
  const entries = entriesIn(cache)
  let bytes = totalSize(entries)
  const removed: Entry[] = []
  for (const entry of entries.toSorted((a, b) => a.lastUsed - b.lastUsed)) {
    if (bytes <= limit) break
    if (entry.inUse || exclude.includes(entry.path) || !removeAll(entry.path)) continue
    bytes -= entry.bytes
    removed.push(entry)
  }
  if (bytes <= limit) noteKeptLimit(cache, limit)
  return removed
}

/** Removes everything that is not in use. */
export const clear = (cache: string): Entry[] => evictToLimit(cache, [], -1)

/** Size of a file, or of all files below a folder; links are not followed. */
function bytesOf(path: string): number {
  const stats = statsOf(path)
  if (!stats?.isDirectory()) return stats?.size ?? 0
  return namesIn(path).reduce((n, name) => n + bytesOf(join(path, name)), 0)
}

/** Reading a file does not change its mtime, but most systems update its atime. */
function lastUsedAt(path: string): number {
  const stats = statsOf(path)
  if (!stats) return 0
  return stats.isDirectory() ? stats.mtimeMs : Math.max(stats.mtimeMs, stats.atimeMs)
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    // In a folder of another user, which we cannot remove.
    return undefined
  }
}
