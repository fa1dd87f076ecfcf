/** Writing a file whole or not at all: after a crash or on a full disk what was there before is there still. */
import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileProblem, isFolder, notPlain, notRestored } from './file-problems.ts'
import { followLinks } from './paths.ts'
import { rename, whileBusy } from './rename.ts'

/** What a write does to the disk; tests let one of them fail. */
export interface Disk {
  open: typeof open
  rename: (from: string, to: string) => Promise<void>
  remove: (path: string) => Promise<void>
}
const realDisk: Disk = { open, rename, remove: (path) => rm(path, { force: true }) }

/** Its length does not depend on the file's name, which may be as long as the disk allows. */
const temporaryBeside = (full: string) =>
  join(dirname(full), `.layerloom-${randomBytes(6).toString('hex')}.tmp`)

/** Replaces what the file holds. One of several names (hard links) keeps them all, a link stays a link, and what is no plain file is left
 *  alone.
 *  @param look called when all is ready, just before the file is touched; what it throws ends the write
 *  @throws ProblemError; nothing has changed then, and no temporary file is left */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  disk: Disk = realDisk,
  look: () => Promise<void> = async () => {},
): Promise<void> {
  const full = await followLinks(path)
  try {
    const old = await stat(full).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (old && !old.isFile()) throw old.isDirectory() ? isFolder(full) : notPlain(full)
    if (old && old.nlink > 1) await writeInPlace(full, content, disk, look)
    else await writeOver(full, content, old ? old.mode & 0o777 : null, disk, look)
  } catch (error) {
    throw fileProblem('write', full, error)
  }
  await syncFolder(dirname(full), disk)
}

/** A temporary file beside it, flushed, renamed over it. */
async function writeOver(
  full: string,
  content: string | Uint8Array,
  mode: number | null,
  disk: Disk,
  look: () => Promise<void>,
): Promise<void> {
  const temporary = temporaryBeside(full)
  try {
    await writeNew(temporary, content, mode, disk)
    await look()
    await disk.rename(temporary, full)
  } catch (error) {
    await disk.remove(temporary).catch(() => {}) // the first fault is the one to tell
    throw error
  }
}

/** A rename would leave the file's other names with the old content. So it is written where it is, with a copy of the old content beside
 *  it meanwhile: a disk that fails gets that back, and after a crash it is still there. */
async function writeInPlace(
  full: string,
  content: string | Uint8Array,
  disk: Disk,
  look: () => Promise<void>,
): Promise<void> {
  const old = await readFile(full)
  const copy = temporaryBeside(full)
  let isNeeded = false
  try {
    await writeNew(copy, old, 0o600, disk)
    await look()
    const file = await whileBusy(() => disk.open(full, 'r+'))
    try {
      await overwrite(file, Buffer.from(content))
    } catch (error) {
      await overwrite(file, old).catch(() => {
        isNeeded = true
        throw notRestored(full, copy)
      })
      throw error
    } finally {
      await file.close()
    }
  } finally {
    // What the write itself came to is the thing to tell.
    if (!isNeeded) await disk.remove(copy).catch(() => {})
  }
}

/** @param mode `null`: what the person's system gives to new files */
async function writeNew(
  path: string,
  content: string | Uint8Array,
  mode: number | null,
  disk: Disk,
): Promise<void> {
  const file = await disk.open(path, 'wx', mode ?? 0o666)
  try {
    await file.writeFile(content)
    // The system takes bits from the mode of a new file. A disk that knows no modes keeps the text all the same.
    if (mode !== null) await file.chmod(mode).catch(() => {})
    await file.sync()
  } finally {
    await file.close()
  }
}

async function overwrite(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; )
    at += (await file.write(bytes, at, bytes.length - at, at)).bytesWritten
  await file.truncate(bytes.length)
  await file.sync()
}

/** The rename itself reaches the disk with its folder. Windows and some network disks cannot flush a folder, and a folder
 *  that may not be listed cannot be opened: the file is whole there all the same. A disk that reports an error is told. */
async function syncFolder(folder: string, disk: Disk): Promise<void> {
  try {
    const handle = await disk.open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EIO') throw fileProblem('write', folder, error)
  }
}
