/** Reading and writing the person's files: capped, UTF-8 only, and atomic, so that a full disk costs nothing that was there. */
import { randomBytes } from 'node:crypto'
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { TextDecoder } from 'node:util'
import { MAX_TEXT_BYTES } from '../../shared/ipc/codec.ts'
import type { FileKind, OpenedFile } from '../../shared/ipc/contract.ts'
import { fileProblem, fileTooLarge, isFolder, notText, wrongExtension } from './file-problems.ts'

/** What each kind of file may be called. IDX files are often named `…-ubyte`, `.idx` or `.gz`. */
export const EXTENSIONS: Readonly<Record<FileKind, readonly string[]>> = {
  document: ['.loom'],
  python: ['.py'],
  csv: ['.csv', '.tsv', '.txt'],
  idx: ['.idx', '.gz', '.ubyte', '-ubyte', '.idx1', '.idx3'],
}

export const hasExtension = (path: string, kind: FileKind): boolean => {
  const name = basename(path).toLowerCase()
  return EXTENSIONS[kind].some((ending) => name.endsWith(ending) && name !== ending)
}

/** @throws ProblemError for a missing, unreadable or too large file, a folder or device, or bytes that are not UTF-8. */
export async function readText(path: string, most: number = MAX_TEXT_BYTES): Promise<OpenedFile> {
  const full = resolve(path)
  try {
    const info = await stat(full) // before opening: opening a pipe would wait for its writer
    if (info.isDirectory()) throw isFolder(full)
    if (!info.isFile()) throw notText(full)
    if (info.size > most) throw fileTooLarge(full, info.size, most)
    const bytes = await readFile(full)
    if (bytes.length > most) throw fileTooLarge(full, bytes.length, most)
    return { path: full, name: basename(full), text: decodeText(bytes, full) }
  } catch (error) {
    throw fileProblem('read', full, error)
  }
}

function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw notText(path)
  }
}

/** What a write does to the disk; tests let one of them fail. */
export interface Disk {
  open: typeof open
  rename: typeof rename
  remove: (path: string) => Promise<void>
}
const realDisk: Disk = { open, rename, remove: (path) => rm(path, { force: true }) }

/** The file a write to `path` reaches: with its extension, and behind a symbolic link (renaming over the link would cut it).
 *  @throws ProblemError when the name does not end as the kind does. */
export async function target(path: string, kind: 'document' | 'python'): Promise<string> {
  const full = resolve(extname(path) === '' ? path + EXTENSIONS[kind][0] : path)
  const real = await realpath(full).catch(() => full) // a file that is not there yet has no other name
  for (const name of [full, real])
    if (!hasExtension(name, kind)) throw wrongExtension(name, EXTENSIONS[kind][0]!)
  return real
}

/** Writes a temporary file beside the target, flushes it, renames it over the target and flushes the folder: after a crash
 *  or on a full disk the old file is whole. A path without an extension gets the kind's own.
 *  @throws ProblemError; the temporary file is gone then. */
export async function writeText(
  path: string,
  text: string,
  kind: 'document' | 'python',
  disk: Disk = realDisk,
): Promise<OpenedFile> {
  const full = await target(path, kind)
  const folder = dirname(full)
  const temporary = join(folder, `.${basename(full)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const mode = await stat(full).then(
      (old) => {
        if (old.isDirectory()) throw isFolder(full)
        return old.mode & 0o777
      },
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return 0o666
        throw error
      },
    )
    const file = await disk.open(temporary, 'wx', mode)
    try {
      await file.writeFile(text, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await disk.rename(temporary, full)
  } catch (error) {
    await disk.remove(temporary).catch(() => {}) // the first fault is the one to tell
    throw fileProblem('write', full, error)
  }
  await syncFolder(folder, disk)
  return { path: full, name: basename(full), text }
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
