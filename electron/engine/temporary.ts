/** Temporary folders, named after their process: folders of killed processes are removed at the next start. */
import { createHash } from 'node:crypto'
import { lstatSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { namesIn, removeAll } from './clear.ts'
import { markOf, startOf, thisPlace } from './processes.ts'

const NAME = /^layerloom-(?:model|trial)-([0-9a-f]{8})-(\d{1,10})-([0-9a-f]{8})-[A-Za-z0-9]{6}$/
const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)
/** Containers may share the folder, and each has its own process ids. */
const here = (): string => short(`${thisPlace().host} ${thisPlace().namespace}`)
/** Whether the process with this id is the one that started at this time. */
function isThere(pid: number, begun: string): boolean {
  const now = startOf(pid)
  return now !== null && short(now) === begun
}

/** Creates a folder for this process. */
export const temporaryFolder = (kind: 'model' | 'trial'): string =>
  mkdtempSync(
    join(tmpdir(), `layerloom-${kind}-${here()}-${process.pid}-${short(markOf(process.pid).started)}-`),
  )

/** Removes the folders of processes that exited. */
export function removeAbandonedFolders(inside = tmpdir()): void {
  for (const name of namesIn(inside)) {
    const [, place, pid, begun] = NAME.exec(name) ?? []
    const path = join(inside, name)
    if (place === here() && !isThere(Number(pid), begun!) && isOwn(path)) removeAll(path)
  }
}

function isOwn(path: string): boolean {
  const folder = lstatSync(path, { throwIfNoEntry: false })
  return folder?.isDirectory() === true && folder.uid === (process.getuid?.() ?? folder.uid)
}
