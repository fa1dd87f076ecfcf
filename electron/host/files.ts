/** Reading and writing the person's files: capped, UTF-8 only, and never over what somebody else wrote meanwhile. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { TextDecoder } from 'node:util'
import { MAX_TEXT_BYTES } from '../../shared/ipc/codec.ts'
import type { FileKind, OpenedFile } from '../../shared/ipc/contract.ts'
import { fileChanged, fileProblem, fileTooLarge, isFolder, notText, wrongExtension } from './file-problems.ts'
import { realOf } from './paths.ts'
import { type Disk, writeWhole } from './write-file.ts'

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

/** The file a write to `path` reaches: with its extension, and behind a symbolic link.
 *  @throws ProblemError when the name does not end as the kind does. */
export async function target(path: string, kind: 'document' | 'python'): Promise<string> {
  const full = resolve(extname(path) === '' ? path + EXTENSIONS[kind][0] : path)
  const real = await realOf(full)
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

/** How often a file may change under a write that replaces whatever is there. */
const MAX_TRIES = 5

/** Writes a text to a file of the person's, whole or not at all. A path without an extension gets the kind's own.
 *  @throws ProblemError, `file-changed` when another version than the expected one is there; nothing has changed then. */
export async function writeText(
  path: string,
  text: string,
  kind: 'document' | 'python',
  { version, keep }: Replacing = { version: null },
  disk?: Disk,
): Promise<OpenedFile> {
  const full = await target(path, kind)
  for (let tries = 1; ; tries++) {
    const old = await present(full)
    if (old && version !== null && old.version !== version) throw fileChanged(full)
    if (old?.content && keep) await keep(full, old.content)
    let isAnother = false
    try {
      await writeWhole(full, text, disk, async () => {
        isAnother = (await present(full))?.version !== old?.version
        if (isAnother) throw fileChanged(full)
      })
      return { path: full, name: basename(full), text, version: versionOf(text) }
    } catch (error) {
      if (!isAnother || tries === MAX_TRIES) throw error
    }
  }
}

interface Present {
  /** `large` for more than a document ever has. */
  readonly version: string
  readonly content: Uint8Array | null
}

/** What a write to `full` replaces; `null` for nothing. */
async function present(full: string): Promise<Present | null> {
  try {
    const info = await stat(full)
    if (!info.isFile()) return null // the write says what is wrong with it
    if (info.size > MAX_TEXT_BYTES) return { version: 'large', content: null }
    const content = await readFile(full)
    return { version: versionOf(content), content }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fileProblem('write', full, error)
  }
}
