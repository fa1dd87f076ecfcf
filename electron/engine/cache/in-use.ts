/** Which parts of the cache runs are working with: a note for each, by the process that holds it. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const noteSchema = z.object({ pid: z.int().min(1), host: z.string(), paths: z.array(z.string()) })
/** Of another machine nobody here knows whether its process still runs. */
const BELIEVED = 24 * 3_600_000

const folderOf = (cache: string): string => join(cache, 'in-use')

/** Keeps files and folders of the cache from being removed. @returns lets go of them */
export function hold(cache: string, paths: readonly string[]): () => void {
  const note = join(folderOf(cache), `${randomUUID()}.json`)
  try {
    mkdirSync(folderOf(cache), { recursive: true })
    writeFileSync(note, JSON.stringify({ pid: process.pid, host: hostname(), paths }))
  } catch {
    // A cache that cannot be written is not made smaller either.
    return () => {}
  }
  return () => rmSync(note, { force: true })
}

/** What is held by processes that are there; notes of those that are gone are removed. */
export function heldIn(cache: string): ReadonlySet<string> {
  const held = new Set<string>()
  for (const name of namesIn(folderOf(cache))) {
    const path = join(folderOf(cache), name)
    const paths = readNote(path)
    if (paths === null) rmSync(path, { force: true })
    else for (const each of paths) held.add(each)
  }
  return held
}

/** Its paths, or null where nobody holds them any more. */
function readNote(path: string): readonly string[] | null {
  try {
    const { pid, host, paths } = noteSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    const holds = host === hostname() ? isRunning(pid) : Date.now() - statSync(path).mtimeMs < BELIEVED
    return holds ? paths : null
  } catch {
    // Half written by a process that was killed.
    return null
  }
}

/** A number that was given to another process keeps something a while longer, which harms nobody. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Nothing was ever put there.
    return []
  }
}
