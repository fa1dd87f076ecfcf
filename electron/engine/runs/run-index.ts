/** Index of the app's folder of runs: each record is read once, and again only when it changed; what was read is kept in an index file for
 *  the next engine. Thousands are scanned without blocking. Folders may come from an untrusted source: invalid ones are skipped and reported. */
import { lstat, readFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { setTimeout as delay, setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import { isFinalState } from '../../../shared/ipc/run-state.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import { notRegularFile } from '../run-folder/texts.ts'
import { type IndexEntry, parseEntry, readIndexFile, writeIndexFile } from './index-file.ts'
import { MAX_RECORD, parseHead, readRecord } from './read-run.ts'
import type { RunHead } from './record-schema.ts'
import { runFolders } from './run-folders.ts'
import { RECORD } from './run-record.ts'
import { type RunSummary, summarize } from './run-summary.ts'
import { foldersIn } from './runs-folder.ts'
import * as texts from './texts.ts'

export interface IndexedRun {
  readonly folder: string
  readonly head: RunHead
}
export interface IndexedRuns {
  /** Newest first. */
  readonly runs: readonly IndexedRun[]
  readonly skipped: readonly ProblemData[]
  /** Whether there are older folders that were not scanned. */
  readonly more: boolean
}
export interface RunIndex {
  /** @param limit number of the newest folders that are scanned */
  scan(limit?: number): Promise<IndexedRuns>
  /** Summaries of runs that a scan returned, in their order. */
  summaries(runs: readonly IndexedRun[]): Promise<readonly RunSummary[]>
  /** Folder of a run in the index. */
  folderOf(run: RunId): string | null
}

/** Names begin with date and time: only the newest folders are scanned. */
const MAX_FOLDERS = 5000
/** Bytes of changed records that one scan reads, newest first; the rest is left for the next scan. A record may be large, and parsing it
 *  blocks. */
const MAX_BYTES_PER_SCAN = 256 * 2 ** 20
const CONCURRENCY = 8
const MAX_SKIPPED = 100
/** The index file is rewritten for this many new runs, or for any while it is small. */
const MIN_NEW_ENTRIES = 50
const SMALL_INDEX = 500
/** Milliseconds that a scan waits for the disk of a folder elsewhere. */
const ELSEWHERE_TIMEOUT = 2000
/** Milliseconds of summarizing after which other calls of the engine have their turn. */
const SLICE_MS = 20

interface Entry {
  readonly version: string
  readonly result: RunHead | ProblemData
  /** Of a run that has ended, once it was asked for. */
  summary?: RunSummary
}

/** A record that is new, or has changed since it was read. */
interface ChangedRecord {
  readonly version: string
  readonly bytes: number
}

/** @param maxBytes maximum bytes per scan */
export function runIndex(runs: string, maxBytes: number = MAX_BYTES_PER_SCAN): RunIndex {
  const storedEntries = new Map(readIndexFile(runs))
  let cachedEntries = new Map<string, Entry>()
  let folders = new Map<RunId, string>()
  let newSummaries = 0

  /** Runs are named by their folder among the runs, those elsewhere by its path. */
  const folderNamed = (name: string) => resolve(runs, name)
  const nameOf = (folder: string) => (dirname(folder) === resolve(runs) ? basename(folder) : folder)

  /** As checkRecord; a folder elsewhere that is not there is reported, and a disk that does not answer holds nobody up. */
  async function checkElsewhere(folder: string): Promise<Entry | ChangedRecord> {
    const timer = new AbortController()
    const checked = await Promise.race([
      checkRecord(folder),
      delay(ELSEWHERE_TIMEOUT, null, { signal: timer.signal }),
    ])
    timer.abort()
    return checked ?? { version: '', result: texts.folderMissing(folder) }
  }

  /** What is known of a record without reading it; `null`: there is none, as in a run that is just starting. */
  async function checkRecord(name: string): Promise<Entry | ChangedRecord | null> {
    const path = join(folderNamed(name), RECORD)
    try {
      const file = await lstat(path)
      if (!file.isFile()) return { version: '', result: notRegularFile(path) }
      const version = `${file.mtimeMs} ${file.size} ${file.ino}`
      const cached = cachedEntries.get(name)
      if (cached?.version === version) return cached
      const stored = takeStored(name, version)
      if (stored) return stored
      if (file.size > MAX_RECORD)
        return { version, result: texts.recordTooLarge(path, file.size, MAX_RECORD) }
      return { version, bytes: file.size }
    } catch (error) {
      return unreadable(path, error)
    }
  }

  /** The entry that the index file has of an unchanged record. It is parsed once. */
  function takeStored(name: string, version: string): Entry | null {
    const stored = storedEntries.get(name)
    storedEntries.delete(name)
    const entry = stored?.version === version ? parseEntry(stored) : null
    return entry && { version, result: entry.head, summary: entry.summary }
  }

  async function readChanged(name: string, version: string): Promise<Entry | null> {
    const path = join(folderNamed(name), RECORD)
    try {
      return { version, result: headOrProblem(path, await readFile(path, 'utf8')) }
    } catch (error) {
      return unreadable(path, error)
    }
  }

  async function scan(limit: number): Promise<IndexedRuns> {
    const all = await foldersIn(runs)
    const elsewhere = runFolders(runs)
    const own = all.slice(0, limit)
    const names = [...own, ...elsewhere]
    const checked = await mapConcurrently(names, (name) =>
      isAbsolute(name) ? checkElsewhere(name) : checkRecord(name),
    )
    // The newest first, in order, whichever file system call returned first. The first changed record is always read, whatever its size;
    // otherwise the next scan would meet it again. After a skipped record, all older changed ones are skipped.
    let bytesRead = 0
    let hasMore = all.length > own.length
    const toRead = checked.map((record, i) => {
      if (!record || !('bytes' in record)) return record
      const isFull = bytesRead > 0 && bytesRead + record.bytes > maxBytes
      bytesRead = isFull ? Number.POSITIVE_INFINITY : bytesRead + record.bytes
      hasMore ||= isFull
      // What is known of it already stays; its version makes the next scan read it.
      return isFull ? (cachedEntries.get(names[i]!) ?? null) : record
    })
    const entries = await mapConcurrently(toRead, (record, i) =>
      record && 'bytes' in record ? readChanged(names[i]!, record.version) : Promise.resolve(record),
    )
    const scannedEntries = new Map<string, Entry>()
    const folderOfRun = new Map<RunId, string>()
    const found: IndexedRun[] = []
    const skipped: ProblemData[] = []
    for (const [i, name] of names.entries()) {
      const entry = entries[i]
      if (!entry) continue
      scannedEntries.set(name, entry)
      const folder = folderNamed(name)
      if (!('run' in entry.result)) skipped.push(entry.result)
      else if (folderOfRun.has(entry.result.run))
        skipped.push(texts.sameRun(folder, folderOfRun.get(entry.result.run)!))
      else {
        folderOfRun.set(entry.result.run, folder)
        found.push({ folder, head: entry.result })
      }
    }
    // Older folders that were not scanned this time stay known.
    for (const name of all.slice(limit)) {
      const entry = cachedEntries.get(name)
      if (!entry) continue
      scannedEntries.set(name, entry)
      if ('run' in entry.result && !folderOfRun.has(entry.result.run))
        folderOfRun.set(entry.result.run, join(runs, name))
    }
    // What is left of the index after all folders were scanned belongs to folders that are gone.
    if (limit >= all.length) storedEntries.clear()
    cachedEntries = scannedEntries
    folders = folderOfRun
    found.sort((a, b) => Date.parse(b.head.started) - Date.parse(a.head.started))
    return { runs: found, skipped: skipped.slice(0, MAX_SKIPPED), more: hasMore }
  }

  async function summaries(ofRuns: readonly IndexedRun[]): Promise<readonly RunSummary[]> {
    const found: RunSummary[] = []
    let sliceEnd = Date.now() + SLICE_MS
    for (const { folder, head } of ofRuns) {
      const entry = cachedEntries.get(nameOf(folder))
      const summary = entry?.summary ?? summarizeRecord(folder, head)
      if (entry && !entry.summary && isFinalState(head.state)) {
        entry.summary = summary
        newSummaries++
      }
      found.push(summary)
      if (Date.now() < sliceEnd) continue
      await yieldToEventLoop()
      sliceEnd = Date.now() + SLICE_MS
    }
    keepIndex()
    return found
  }

  function keepIndex(): void {
    if (newSummaries === 0 || (newSummaries < MIN_NEW_ENTRIES && cachedEntries.size > SMALL_INDEX)) return
    newSummaries = 0
    // Older entries that were not needed yet stay.
    const stored = new Map(storedEntries)
    for (const [name, { version, result, summary }] of cachedEntries)
      if (summary && 'run' in result)
        stored.set(name, { version, text: JSON.stringify({ head: result, summary } satisfies IndexEntry) })
    writeIndexFile(runs, stored)
  }

  const pendingScans = new Map<number, Promise<IndexedRuns>>()
  return {
    // Concurrent callers share one scan.
    scan(limit = MAX_FOLDERS) {
      const count = Math.min(limit, MAX_FOLDERS)
      const pending = pendingScans.get(count) ?? scan(count).finally(() => pendingScans.delete(count))
      pendingScans.set(count, pending)
      return pending
    },
    summaries,
    folderOf: (run) => folders.get(run) ?? null,
  }
}

/** A run that was removed or damaged since the scan has an empty summary. */
function summarizeRecord(folder: string, head: RunHead): RunSummary {
  try {
    return summarize(folder, head, readRecord(folder))
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return summarize(folder, head, null)
  }
}

/** Calls `f` for all items, CONCURRENCY at a time. @returns the results in the order of the items */
async function mapConcurrently<T, R>(
  items: readonly T[],
  f: (item: T, i: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await f(items[i]!, i)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  return results
}

function unreadable(path: string, error: unknown): Entry | null {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? null
    : { version: '', result: texts.badRecord(path, { en: message, ko: message }) }
}

function headOrProblem(path: string, text: string): RunHead | ProblemData {
  try {
    return parseHead(path, text)
  } catch (error) {
    if (error instanceof ProblemError) return error.problems[0]!
    throw error
  }
}
