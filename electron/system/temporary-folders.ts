/** Temporary folders, named after their process: folders of killed processes are removed at the next start. */
import { createHash } from 'node:crypto'
import { lstatSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { currentPidScope, processIdentity, startTimeOf } from './processes.ts'
import { namesIn, removeAll } from './remove-files.ts'

const NAME = /^layerloom-(?:model|trial|window)-([0-9a-f]{8})-(\d{1,10})-([0-9a-f]{8})-[A-Za-z0-9]{6}$/
const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)
/** Containers may share the folder, and each has its own process ids. */
const scopeHash = (): string => shortHash(`${currentPidScope().host} ${currentPidScope().namespace}`)
/** Whether the process with this id is the one that started at this time. */
function isRunning(pid: number, startHash: string): boolean {
  const start = startTimeOf(pid)
  return start !== null && shortHash(start) === startHash
}

/** The system's temporary folder cannot be written: it is read-only, full or missing. */
export class TemporaryFolderError extends Error {
  readonly folder: string
  readonly code: string
  constructor(folder: string, code: string) {
    super(`the temporary folder ${folder} cannot be written to (${code})`)
    this.folder = folder
    this.code = code
  }
}

/** Creates a folder for this process. @throws TemporaryFolderError */
export const temporaryFolder = (kind: 'model' | 'trial' | 'window'): string =>
  writeTemporary((parent) =>
    mkdtempSync(
      join(
        parent,
        `layerloom-${kind}-${scopeHash()}-${process.pid}-${shortHash(processIdentity(process.pid).started)}-`,
      ),
    ),
  )

/** Reports an error of the disk in `write` as one of the temporary folder, which a person can change. */
export function writeTemporary<T>(write: (parent: string) => T): T {
  const parent = tmpdir()
  try {
    return write(parent)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code === undefined ? error : new TemporaryFolderError(parent, code)
  }
}

/** Removes the folders of processes that exited. */
export function removeAbandonedFolders(parent = tmpdir()): void {
  for (const name of namesIn(parent)) {
    const [, scope, pid, startHash] = NAME.exec(name) ?? []
    const path = join(parent, name)
    if (scope === scopeHash() && !isRunning(Number(pid), startHash!) && isOwn(path)) removeAll(path)
  }
}

function isOwn(path: string): boolean {
  const folder = lstatSync(path, { throwIfNoEntry: false })
  return folder?.isDirectory() === true && folder.uid === (process.getuid?.() ?? folder.uid)
}
