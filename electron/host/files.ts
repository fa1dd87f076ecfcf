/** Reads and writes the user's files: limited in size, UTF-8 only, and never overwriting changes of other programs. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { TextDecoder } from 'node:util'
import { TABLE_EXTENSIONS } from '../../shared/data/sources/index.ts'
import { MAX_TEXT_BYTES } from '../../shared/ipc/codec.ts'
import type { FileKind, OpenedFile } from '../../shared/ipc/contract/index.ts'
import { realOf } from '../system/paths.ts'
import { fileChanged, fileProblem, fileTooLarge, isFolder, notText, wrongExtension } from './file-problems.ts'
import { type FileSystem, writeAtomically } from './write-file.ts'

/** File name extensions of each kind. IDX files are often named `…-ubyte`, `.idx` or `.gz`. */
export const EXTENSIONS: Readonly<Record<FileKind, readonly string[]>> = {
  document: ['.loom'],
  python: ['.py'],
  table: TABLE_EXTENSIONS,
  run: ['run.json'],
  idx: ['.idx', '.gz', '.ubyte', '-ubyte', '.idx1', '.idx3'],
  predictions: ['.csv'],
  report: ['.zip'],
  folder: [],
}

export const hasExtension = (path: string, kind: FileKind): boolean => {
  const name = basename(path).toLowerCase()
  if (kind === 'run') return EXTENSIONS.run.includes(name)
  return EXTENSIONS[kind].some((extension) => name.endsWith(extension) && name !== extension)
}

export const hashOf = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex')

/** Version of a file's content: equal as long as the content is unchanged. */
export const versionOf = (content: Uint8Array | string): string => hashOf(content)

/** The version of the file at `path`; `null` if there is none. @throws as readText */
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

/** @throws ProblemError for a missing, unreadable or too large file, a folder or device, or bytes that are not UTF-8 */
export async function readText(path: string, maxBytes: number = MAX_TEXT_BYTES): Promise<OpenedFile> {
  const full = resolve(path)
  try {
    const info = await stat(full) // before opening, because opening a pipe would block
    if (info.isDirectory()) throw isFolder(full)
    if (!info.isFile()) throw notText(full)
    if (info.size > maxBytes) throw fileTooLarge(full, info.size, maxBytes)
    const bytes = await readFile(full)
    if (bytes.length > maxBytes) throw fileTooLarge(full, bytes.length, maxBytes)
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

/** The file that a write to `path` changes: with its extension, and with symbolic links resolved.
 *  @throws ProblemError if the extension does not fit the kind */
export async function writeTarget(path: string, kind: 'document' | 'python'): Promise<string> {
  const full = resolve(extname(path) === '' ? path + EXTENSIONS[kind][0] : path)
  const real = await realOf(full)
  for (const name of [full, real])
    if (!hasExtension(name, kind)) throw wrongExtension(name, EXTENSIONS[kind][0]!)
  return real
}

/** Options for replacing a file. */
export interface ReplaceOptions {
  /** The version that may be replaced; `null` replaces any version, after the user confirmed it. A missing file is created. */
  readonly version: string | null
  /** Receives the text that is about to be replaced. */
  readonly keep?: (path: string, old: Uint8Array) => Promise<void>
}

/** How often a write that replaces any version is retried because the file changed meanwhile. */
const MAX_ATTEMPTS = 5

/** Writes a text file of the user atomically. A path without an extension gets the default one of its kind.
 *  @throws ProblemError, `file-changed` if the file has another version than expected; nothing has changed then */
export async function writeText(
  path: string,
  text: string,
  kind: 'document' | 'python',
  { version, keep }: ReplaceOptions = { version: null },
  disk?: FileSystem,
): Promise<OpenedFile> {
  const full = await writeTarget(path, kind)
  for (let attempt = 1; ; attempt++) {
    const current = await readCurrent(full)
    if (current && version !== null && current.version !== version) throw fileChanged(full)
    if (current?.content && keep) await keep(full, current.content)
    let hasChanged = false
    try {
      await writeAtomically(full, text, disk, async () => {
        hasChanged = (await readCurrent(full))?.version !== current?.version
        if (hasChanged) throw fileChanged(full)
      })
      return { path: full, name: basename(full), text, version: versionOf(text) }
    } catch (error) {
      if (!hasChanged || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

interface CurrentFile {
  /** `large` if the file is larger than any document. */
  readonly version: string
  readonly content: Uint8Array | null
}

/** The file that a write to `full` replaces; `null` if there is none. */
async function readCurrent(full: string): Promise<CurrentFile | null> {
  try {
    const info = await stat(full)
    if (!info.isFile()) return null // the write reports the error
    if (info.size > MAX_TEXT_BYTES) return { version: 'large', content: null }
    const content = await readFile(full)
    return { version: versionOf(content), content }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fileProblem('write', full, error)
  }
}
