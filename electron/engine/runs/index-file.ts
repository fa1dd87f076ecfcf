/** The index file of the runs folder: what was read of each run, so that a new engine need not read thousands of records again. The folders
 *  are the truth: an entry counts only while the files of its run have the same times and sizes, and a missing or damaged index is rebuilt. */
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../../system/replace-file.ts'
import { headSchema, type RunHead } from './record-schema.ts'
import { type RunSummary, runSummary } from './run-summary.ts'

export const INDEX = '.index'
const HEADER = 'layerloom-run-index 2'
const MAX_BYTES = 2 ** 28

export interface IndexEntry {
  readonly head: RunHead
  readonly summary: RunSummary
}
/** The text of an entry is parsed when it is needed. */
export interface StoredEntry {
  readonly version: string
  readonly text: string
}

const entrySchema = z.object({ head: headSchema, summary: runSummary })

/** The entries by folder name; empty if there is no usable index. */
export function readIndexFile(runs: string): ReadonlyMap<string, StoredEntry> {
  const path = join(runs, INDEX)
  const entries = new Map<string, StoredEntry>()
  try {
    const file = lstatSync(path, { throwIfNoEntry: false })
    if (!file?.isFile() || file.size > MAX_BYTES) return entries
    const [header, ...lines] = readFileSync(path, 'utf8').split('\n')
    if (header !== HEADER) return entries
    for (const line of lines) {
      const [name, version, text] = line.split('\t')
      if (name && version && text) entries.set(decodeURIComponent(name), { version, text })
    }
  } catch {
    // Unreadable or damaged: the folders are read.
    entries.clear()
  }
  return entries
}

/** Null where the text is not that of an entry. */
export function parseEntry({ text }: StoredEntry): IndexEntry | null {
  try {
    return entrySchema.parse(JSON.parse(text)) as IndexEntry
  } catch {
    return null
  }
}

/** A folder that cannot be written keeps the old index or none, which costs time only. */
export function writeIndexFile(runs: string, entries: ReadonlyMap<string, StoredEntry>): void {
  const lines = [HEADER]
  for (const [name, { version, text }] of entries)
    lines.push([encodeURIComponent(name), version, text].join('\t'))
  try {
    replaceFile(join(runs, INDEX), [Buffer.from(`${lines.join('\n')}\n`)])
  } catch {
    // A full or read-only disk.
  }
}
