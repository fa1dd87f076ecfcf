/** Copies data files that were dropped on a page, which does not know their paths, next to the document: in pieces, because a call is
 *  limited. */
import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rm, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { rename } from '../system/rename.ts'
import { filePieces } from './file-pieces.ts'
import { badName, fileProblem, noPlace, wrongUpload } from './file-problems.ts'
import { hasExtension } from './files.ts'

const MAX_SUFFIX = 1000
/** Uploads at once; a person drops a few files. */
const MAX_UPLOADS = 16

/** The page that sends a file: one connection of one window. */
type Owner = object

interface Upload {
  readonly owner: Owner
  readonly folder: string
  readonly name: string
  readonly size: number
  readonly part: string
  readonly file: FileHandle
  received: number
}

export interface DroppedFiles {
  /** Creates a partial file. @returns the id of the upload @throws ProblemError for a name with a path in it or of another kind */
  begin(owner: Owner, folder: string, name: string, size: number): Promise<string>
  /** Appends the next bytes. @throws ProblemError if the upload is unknown or longer than announced; it is ended then */
  append(id: string, bytes: Uint8Array): Promise<void>
  /** Gives the complete file its name, with a number if another file has that name; an identical file is reused. @returns its path */
  end(id: string): Promise<string>
  /** Removes the partial file. Does nothing for an unknown id. */
  cancel(id: string): Promise<void>
  /** The owner has exited: removes its partial files, also those that a call of it still writes. */
  release(owner: Owner): Promise<void>
  /** Removes all partial files. */
  close(): Promise<void>
}

export function droppedFiles(): DroppedFiles {
  const uploads = new Map<string, Upload>()
  /** Takes an upload out of the list, so that no two calls use it at once. */
  const take = (id: string): Upload => {
    const upload = uploads.get(id)
    if (!upload) throw wrongUpload()
    uploads.delete(id)
    return upload
  }
  const exited = new WeakSet<Owner>()
  /** Keeps an upload for the next call, unless nobody is left to make one. */
  const keep = async (id: string, upload: Upload) => {
    if (exited.has(upload.owner)) await discard(upload)
    else uploads.set(id, upload)
  }
  const discard = async ({ file, part }: Upload) => {
    // Closing it twice is no error.
    await file.close()
    await rm(part, { force: true })
  }
  return {
    async begin(owner, folder, name, size) {
      checkDroppedName(name)
      if (uploads.size >= MAX_UPLOADS) throw wrongUpload()
      const id = randomBytes(16).toString('hex')
      const part = join(folder, `.${name}.${id.slice(0, 8)}.part`)
      try {
        await keep(id, { owner, folder, name, size, part, file: await open(part, 'wx'), received: 0 })
      } catch (error) {
        throw fileProblem('write', part, error)
      }
      return id
    },
    async append(id, bytes) {
      const upload = take(id)
      try {
        if (upload.received + bytes.length > upload.size) throw wrongUpload()
        for (let written = 0; written < bytes.length; )
          written += (await upload.file.write(bytes, written)).bytesWritten
      } catch (error) {
        await discard(upload)
        throw fileProblem('write', join(upload.folder, upload.name), error)
      }
      upload.received += bytes.length
      await keep(id, upload)
    },
    async end(id) {
      const upload = take(id)
      try {
        if (upload.received !== upload.size) throw wrongUpload()
        await upload.file.sync()
        // Windows renames only closed files.
        await upload.file.close()
        return await place(upload)
      } catch (error) {
        throw fileProblem('write', join(upload.folder, upload.name), error)
      } finally {
        await discard(upload)
      }
    },
    async cancel(id) {
      if (uploads.has(id)) await discard(take(id))
    },
    async release(owner) {
      exited.add(owner)
      const own = [...uploads].filter(([, upload]) => upload.owner === owner)
      await Promise.all(own.map(([id]) => discard(take(id))))
    },
    async close() {
      await Promise.all([...uploads.keys()].map((id) => discard(take(id))))
    },
  }
}

/** Data, and the record of a run. */
const KINDS = ['table', 'idx', 'run'] as const

/** @throws ProblemError for a name with a path in it or of another kind */
export function checkDroppedName(name: string): void {
  const isValidName = !/[/\\\0:]/.test(name) && !name.startsWith('.')
  if (!isValidName || !KINDS.some((kind) => hasExtension(name, kind))) throw badName(name)
}

/** @returns the path of the file, or of an identical one @throws ProblemError if every name is taken */
async function place({ folder, name, part, size }: Upload): Promise<string> {
  const { name: stem, ext } = parse(name)
  for (let i = 1; i <= MAX_SUFFIX; i++) {
    const full = join(folder, i === 1 ? name : `${stem}-${i}${ext}`)
    if (await isFree(full)) {
      try {
        await rename(part, full)
      } catch (error) {
        await rm(full, { force: true })
        throw error
      }
      return full
    }
    if (await hasSameContent(full, part, size)) return full
  }
  throw noPlace(name)
}

/** Creates an empty file, so that no other one can have the name. */
async function isFree(full: string): Promise<boolean> {
  try {
    await (await open(full, 'wx')).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function hasSameContent(full: string, part: string, size: number): Promise<boolean> {
  const info = await stat(full).catch(() => null)
  if (info?.isFile() !== true || info.size !== size) return false
  const others = filePieces(full, PIECE)
  try {
    for await (const piece of filePieces(part, PIECE)) {
      const { value } = await others.next()
      if (!value || !piece.equals(value)) return false
    }
    return true
  } finally {
    // Closes the file.
    await others.return(undefined)
  }
}

const PIECE = 2 ** 20
