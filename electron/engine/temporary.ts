/** Folders in the system's temporary folder, named after the process that they are for: what a killed one left is removed at the next
 *  start. */
import { createHash } from 'node:crypto'
import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markOf, thisPlace } from './processes.ts'

const NAME = /^layerloom-(?:model|trial)-([0-9a-f]{8})-(\d{1,10})-([0-9a-f]{8})-[A-Za-z0-9]{6}$/
const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)
/** Containers may share the folder, and each has its own numbers of processes. */
const here = (): string => short(`${thisPlace().host} ${thisPlace().namespace}`)
const begun = (pid: number): string => short(markOf(pid).started)

/** Makes one for this process. */
export const temporaryFolder = (kind: 'model' | 'trial'): string =>
  mkdtempSync(join(tmpdir(), `layerloom-${kind}-${here()}-${process.pid}-${begun(process.pid)}-`))

/** Removes those of processes that are gone. */
export function removeAbandonedFolders(inside = tmpdir()): void {
  for (const name of namesIn(inside)) {
    const [, place, pid, started] = NAME.exec(name) ?? []
    const path = join(inside, name)
    if (place === here() && begun(Number(pid)) !== started && isOwn(path)) remove(path)
  }
}

function isOwn(path: string): boolean {
  const folder = lstatSync(path, { throwIfNoEntry: false })
  return folder?.isDirectory() === true && folder.uid === (process.getuid?.() ?? folder.uid)
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // It may be written and not listed: then others clean up in it.
    return []
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Another engine does the same just now.
  }
}
