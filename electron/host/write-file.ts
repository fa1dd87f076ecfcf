/** Writes files atomically: after a crash or on a full disk the previous content is intact. */
import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { followLinks } from '../system/paths.ts'
import { rename, retryWhileBusy } from '../system/rename.ts'
import { fileProblem, isFolder, notPlain, notRestored } from './file-problems.ts'

/** File system functions of a write; tests make one of them fail. */
export interface FileSystem {
  open: typeof open
  rename: (from: string, to: string) => Promise<void>
  remove: (path: string) => Promise<void>
}
const nodeFileSystem: FileSystem = { open, rename, remove: (path) => rm(path, { force: true }) }

/** Its length does not depend on the file's name, which may have the maximum length. */
const temporaryPath = (full: string) =>
  join(dirname(full), `.layerloom-${randomBytes(6).toString('hex')}.tmp`)

/** Replaces the content of a file. A file with several names (hard links) keeps them, a symbolic link stays a link, and a special file is
 *  not changed.
 *  @param beforeReplace called just before the file is touched; an exception cancels the write
 *  @throws ProblemError; nothing has changed then, and no temporary file is left */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  disk: FileSystem = nodeFileSystem,
  beforeReplace: () => Promise<void> = async () => {},
): Promise<void> {
  const full = await followLinks(path)
  try {
    const current = await stat(full).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (current && !current.isFile()) throw current.isDirectory() ? isFolder(full) : notPlain(full)
    if (current && current.nlink > 1) await writeInPlace(full, content, disk, beforeReplace)
    else await replaceByRename(full, content, current ? current.mode & 0o777 : null, disk, beforeReplace)
  } catch (error) {
    throw fileProblem('write', full, error)
  }
  await syncFolder(dirname(full), disk)
}

/** Writes a temporary file next to the target, syncs it and renames it over the target. */
async function replaceByRename(
  full: string,
  content: string | Uint8Array,
  mode: number | null,
  disk: FileSystem,
  beforeReplace: () => Promise<void>,
): Promise<void> {
  const temporary = temporaryPath(full)
  try {
    await writeNew(temporary, content, mode, disk)
    await beforeReplace()
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
  disk: FileSystem,
  beforeReplace: () => Promise<void>,
): Promise<void> {
  const previous = await readFile(full)
  const copy = temporaryPath(full)
  let isCopyNeeded = false
  try {
    await writeNew(copy, previous, 0o600, disk)
    await beforeReplace()
    const file = await retryWhileBusy(() => disk.open(full, 'r+'))
    try {
      await overwrite(file, Buffer.from(content))
    } catch (error) {
      await overwrite(file, previous).catch(() => {
        isCopyNeeded = true
        throw notRestored(full, copy)
      })
      throw error
    } finally {
      await file.close()
    }
  } finally {
    // The outcome of the write itself is what counts.
    if (!isCopyNeeded) await disk.remove(copy).catch(() => {})
  }
}

/** @param mode `null`: the system's default for new files */
async function writeNew(
  path: string,
  content: string | Uint8Array,
  mode: number | null,
  disk: FileSystem,
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
  for (let offset = 0; offset < bytes.length; )
    offset += (await file.write(bytes, offset, bytes.length - offset, offset)).bytesWritten
  await file.truncate(bytes.length)
  await file.sync()
}

/** Syncs the folder, which brings the rename to the disk. Windows and some network disks cannot sync a folder, and a folder without read
 *  permission cannot be opened: the file is complete all the same. An I/O error is reported. */
async function syncFolder(folder: string, disk: FileSystem): Promise<void> {
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
