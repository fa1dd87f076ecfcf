/** Tracks which entries of the cache are used by runs: one note per use, with the process that holds it. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import { z } from 'zod'
import {
  anyAlive,
  currentPidScope,
  pidScopeSchema,
  processIdentity,
  processIdentitySchema,
} from '../../system/processes.ts'
import { namesIn, removeFile } from '../../system/remove-files.ts'
import { replaceFile } from '../../system/replace-file.ts'

/** Paths are relative to the cache, whose own path may vary, for example through a link. */
const noteSchema = z.object({
  place: pidScopeSchema,
  process: processIdentitySchema,
  paths: z.array(z.string()),
})
const EXTENSION = '.json'
/** Milliseconds, as below. Lifetime of a note from another machine, whose processes cannot be checked from here. */
const FOREIGN_LIFETIME = 24 * 3_600_000
/** A temporary file older than this was left by a killed process. */
const WRITE_TIMEOUT = 60_000

const notesFolder = (cache: string): string => join(cache, 'in-use')

/** Protects files and folders in the cache from eviction. @returns a function that releases them */
export function hold(cache: string, paths: readonly string[]): () => void {
  const note = join(notesFolder(cache), randomUUID() + EXTENSION)
  const content = {
    place: currentPidScope(),
    process: processIdentity(process.pid),
    paths: paths.map((path) => relative(cache, path)),
  }
  try {
    mkdirSync(notesFolder(cache), { recursive: true })
    // Written atomically: a partial note would be taken for one of an exited process.
    replaceFile(note, [Buffer.from(JSON.stringify(content))])
  } catch {
    // A read-only cache cannot be evicted either.
    return () => {}
  }
  return () => void removeFile(note)
}

/** The paths used by running processes; notes of exited ones are removed. */
export function pathsInUse(cache: string): ReadonlySet<string> {
  const held = new Set<string>()
  for (const name of namesIn(notesFolder(cache))) {
    const path = join(notesFolder(cache), name)
    if (!name.endsWith(EXTENSION)) {
      if (!isYoungerThan(path, WRITE_TIMEOUT)) removeFile(path)
      continue
    }
    const paths = readNote(path)
    if (paths === null) removeFile(path)
    // Earlier versions stored absolute paths.
    else for (const notedPath of paths) held.add(isAbsolute(notedPath) ? notedPath : join(cache, notedPath))
  }
  return held
}

/** The paths of a note, or null if its process has exited. */
function readNote(path: string): readonly string[] | null {
  try {
    const { place, process, paths } = noteSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    return (anyAlive(place, [process]) ?? isYoungerThan(path, FOREIGN_LIFETIME)) ? paths : null
  } catch {
    // Released meanwhile, or not a note.
    return null
  }
}

const isYoungerThan = (path: string, age: number): boolean => {
  const file = statSync(path, { throwIfNoEntry: false })
  return file !== undefined && Date.now() - file.mtimeMs < age
}
