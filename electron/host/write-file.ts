/** Writes files atomically: after a crash or on a full disk the previous content is intact. */
import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileProblem, isFolder, notPlain, notRestored } from './file-problems.ts'
import { followLinks } from './paths.ts'
import { rename, whileBusy } from './rename.ts'

/** File system functions of a write; tests make one of them fail. */
export interface Disk {
  open: typeof open
  rename: (from: string, to: string) => Promise<void>
  remove: (path: string) => Promise<void>
}
const realDisk: Disk = { open, rename, remove: (path) => rm(path, { force: true }) }

/** Its length does not depend on the file's name, which may have the maximum length. */
const temporaryBeside = (full: string) =>
  join(dirname(full), `.layerloom-${randomBytes(6).toString('hex')}.tmp`)

/** Replaces the content of a file. A file with several names (hard links) keeps them, a symbolic link stays a link, and a special file is
 *  not changed.
 *  @param beforeReplace called just before the file is touched; an exception cancels the write
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

/** Writes a temporary file next to the target, syncs it and renames it over the target. */
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
    await disk.remove(temporary).catch(() => {}) // the first error is the one to report
    throw error
  }
}

/** Overwrites the file in place, because a rename would leave its other names with the old content. A copy of the old content exists
 *  meanwhile: it is restored if the disk fails, and survives a crash. */
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
    // The outcome of the write itself is what counts.
    if (!isNeeded) await disk.remove(copy).catch(() => {})
  }
}

/** @param mode `null`: the system's default for new files */
async function writeNew(
  path: string,
  content: string | Uint8Array,
  mode: number | null,
  disk: Disk,
): Promise<void> {
  const file = await disk.open(path, 'wx', mode ?? 0o666)
  try {
    await file.writeFile(content)
    // The system's umask restricts the mode of a new file. On a disk without modes the content is written all the same.
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

/** Syncs the folder, which brings the rename to the disk. Windows and some network disks cannot sync a folder, and a folder without read
 *  permission cannot be opened: the file is complete all the same. An I/O error is reported. */
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
