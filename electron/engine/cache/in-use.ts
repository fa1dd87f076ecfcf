/** Which parts of the cache runs are working with: a note for each, by the process that holds it. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import { z } from 'zod'
import { namesIn, removeFile } from '../clear.ts'
import { markOf, placeMark, processMark, someAlive, thisPlace } from '../processes.ts'
import { replaceFile } from '../run/weights-file.ts'

/** Paths start at the cache, which may be spelled in several ways: through a link, say. */
const noteSchema = z.object({ place: placeMark, process: processMark, paths: z.array(z.string()) })
const ENDING = '.json'
/** Of another machine nobody here knows whether its process still runs. Milliseconds, as below. */
const BELIEVED = 24 * 3_600_000
/** A note is written within a moment. */
const MOMENT = 60_000

const folderOf = (cache: string): string => join(cache, 'in-use')

/** Keeps files and folders in the cache from being removed. @returns lets go of them */
export function hold(cache: string, paths: readonly string[]): () => void {
  const note = join(folderOf(cache), randomUUID() + ENDING)
  const content = {
    place: thisPlace(),
    process: markOf(process.pid),
    paths: paths.map((path) => relative(cache, path)),
  }
  try {
    mkdirSync(folderOf(cache), { recursive: true })
    // Whole from its first moment: half a note would be taken for one that was left by a process that is gone.
    replaceFile(note, [Buffer.from(JSON.stringify(content))])
  } catch {
    // A cache that cannot be written is not made smaller either.
    return () => {}
  }
  return () => void removeFile(note)
}

/** What is held by processes that are there; notes of those that are gone are removed. */
export function heldIn(cache: string): ReadonlySet<string> {
  const held = new Set<string>()
  for (const name of namesIn(folderOf(cache))) {
    const path = join(folderOf(cache), name)
    if (!name.endsWith(ENDING)) {
      if (!isYounger(path, MOMENT)) removeFile(path)
      continue
    }
    const paths = readNote(path)
    if (paths === null) removeFile(path)
    // Earlier versions noted whole paths.
    else for (const each of paths) held.add(isAbsolute(each) ? each : join(cache, each))
  }
  return held
}

/** Its paths, or null where nobody holds them any more. */
function readNote(path: string): readonly string[] | null {
  try {
    const { place, process, paths } = noteSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    return (someAlive(place, [process]) ?? isYounger(path, BELIEVED)) ? paths : null
  } catch {
    // Given back meanwhile, or no note.
    return null
  }
}

const isYounger = (path: string, age: number): boolean => {
  const file = statSync(path, { throwIfNoEntry: false })
  return file !== undefined && Date.now() - file.mtimeMs < age
}
