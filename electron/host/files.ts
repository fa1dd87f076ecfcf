/** Reading and writing the person's files: capped, UTF-8 only, and atomic, so that a full disk costs nothing that was there. */
import { createHash, randomBytes } from 'node:crypto'
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { TextDecoder } from 'node:util'
import { MAX_TEXT_BYTES } from '../../shared/ipc/codec.ts'
import type { FileKind, OpenedFile } from '../../shared/ipc/contract.ts'
import { fileChanged, fileProblem, fileTooLarge, isFolder, notText, wrongExtension } from './file-problems.ts'

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

export const hashOf = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex')

/** What two readings of a file have in common as long as nobody wrote something else into it. */
export const versionOf = (content: Uint8Array | string): string => hashOf(content)

/** The version of the file at `path`; `null` when there is none. @throws as readText */
export async function versionAt(path: string): Promise<string | null> {
  const full = resolve(path)
  try {
    const info = await stat(full)
    if (!info.isFile()) throw info.isDirectory() ? isFolder(full) : notText(full)
    if (info.size > MAX_TEXT_BYTES) throw fileTooLarge(full, info.size, MAX_TEXT_BYTES)
    return versionOf(await readFile(full))
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw fileProblem('read', full, error)
  }
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
    return { path: full, name: basename(full), text: decodeText(bytes, full), version: versionOf(bytes) }
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

/** What is known of the file that a write replaces. */
export interface Replacing {
  /** The version that may be replaced; `null`: whatever is there, as the person was asked. A file that is gone is written anew. */
  readonly version: string | null
  /** Gets the text that is about to be replaced. */
  readonly keep?: (path: string, old: Uint8Array) => Promise<void>
}

/** Writes a text to a file of the person's, whole or not at all. A path without an extension gets the kind's own.
 *  @throws ProblemError, `file-changed` when another version than the expected one is there; nothing has changed then. */
export async function writeText(
  path: string,
  text: string,
  kind: 'document' | 'python',
  { version, keep }: Replacing = { version: null },
  disk: Disk = realDisk,
): Promise<OpenedFile> {
  const full = await target(path, kind)
  const old = version !== null || keep ? await present(full) : null
  if (old && version !== null && (old === 'large' || versionOf(old) !== version)) throw fileChanged(full)
  if (old && old !== 'large' && keep) await keep(full, old)
  await writeWhole(full, text, disk)
  return { path: full, name: basename(full), text, version: versionOf(text) }
}

/** What a write to `full` replaces: its bytes, `large` for more than a document ever has, `null` for nothing. */
async function present(full: string): Promise<Uint8Array | 'large' | null> {
  try {
    const info = await stat(full)
    if (!info.isFile()) return null // the write says what is wrong with it
    return info.size > MAX_TEXT_BYTES ? 'large' : await readFile(full)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fileProblem('write', full, error)
  }
}

/** Writes a temporary file beside `full`, flushes it, renames it over and flushes the folder: after a crash or on a full disk
 *  the old file is whole. @throws ProblemError; the temporary file is gone then. */
export async function writeWhole(
  full: string,
  content: string | Uint8Array,
  disk: Disk = realDisk,
): Promise<void> {
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
      await file.writeFile(content)
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
