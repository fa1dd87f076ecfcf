/** Relative data paths start at the document's folder. These functions keep them valid when the document moves to another folder. */
import { dataSources } from '../data/sources/index.ts'
import { type Config, type Fields, findMember } from '../fields/index.ts'
import type { Json } from '../json.ts'
import type { Document } from './document.ts'

export const isAbsolute = (path: string): boolean => /^([/\\]|[A-Za-z]:[/\\])/.test(path)
const separatorOf = (folder: string): string => (folder.includes('\\') && !folder.includes('/') ? '\\' : '/')

/** `/a`, `b.csv` → `/a/b.csv`, with the separator that the folder uses. */
export function joinPath(folder: string, name: string): string {
  const separator = separatorOf(folder)
  return folder.endsWith(separator) ? folder + name : folder + separator + name
}

/** `/a/b/net.loom` → `/a/b`, also with backslashes; `null` for a bare file name. */
export function parentFolder(path: string): string | null {
  const index = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  return index < 0 ? null : path.slice(0, index) || '/'
}

/** The path relative to `folder` if it lies below it, else unchanged. */
export function relativePath(folder: string | null, path: string): string {
  const prefix = folder === null ? null : joinPath(folder, '')
  return prefix !== null && path.startsWith(prefix) && path.length > prefix.length
    ? path.slice(prefix.length)
    : path
}

/** A file that a field of a data source names. */
export interface FileField {
  readonly field: string
  readonly path: string
  /** Position in a list of files; null if the field names one file. */
  readonly index: number | null
}

/** The files that a data source names; empty names are left out. */
export function fileFields(source: Config): readonly FileField[] {
  const fields: Fields = findMember(dataSources, source.type)?.fields ?? {}
  return Object.entries(source).flatMap(([field, value]) => {
    const found = Object.hasOwn(fields, field) ? fields[field] : undefined
    const isFile = (found?.kind === 'text' || found?.kind === 'names') && found.refersTo === 'file'
    if (!isFile) return []
    const files = Array.isArray(value)
      ? value.map((path, index) => ({ field, path, index }))
      : [{ field, path: value, index: null }]
    return files.filter((file): file is FileField => typeof file.path === 'string' && file.path.trim() !== '')
  })
}

/** Path of the value inside the source, for problems: `path`, `more_paths.1`. */
export const fileSlot = ({ field, index }: FileField): string =>
  index === null ? field : `${field}.${index}`

/** The document with its data paths rewritten for another folder. The data files stay the same; those below the new folder become
 *  relative.
 *  @param from the folder that the current relative paths start at; `null` leaves them unchanged */
export function moveDataPaths(document: Document, from: string | null, to: string | null): Document {
  const { data } = document
  if (data === null) return document
  const source: Record<string, Json> = { ...data.source }
  let isMoved = false
  for (const { field, path, index } of fileFields(data.source)) {
    const next = isAbsolute(path)
      ? relativePath(to, path)
      : from === null
        ? path
        : relativePath(to, joinPath(from, path))
    if (next === path) continue
    isMoved = true
    source[field] =
      index === null ? next : (source[field] as readonly Json[]).map((each, i) => (i === index ? next : each))
  }
  return isMoved
    ? { ...document, data: { ...data, source: { ...source, type: data.source.type } } }
    : document
}
