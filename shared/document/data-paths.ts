/** Relative data paths start at the document's folder. These functions keep them valid when the document moves to another folder. */
import { dataSources } from '../data/sources.ts'
import { type Config, type Fields, findMember } from '../fields/index.ts'
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

/** The fields of a data source that name files, with their values; empty ones are left out. */
export function fileFields(source: Config): readonly (readonly [field: string, path: string])[] {
  const fields: Fields = findMember(dataSources, source.type)?.fields ?? {}
  return Object.entries(source).flatMap(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    const isFile = field?.kind === 'text' && field.refersTo === 'file'
    return isFile && typeof value === 'string' && value.trim() !== '' ? [[name, value] as const] : []
  })
}

/** The document with its data paths rewritten for another folder. The data files stay the same; those below the new folder become
 *  relative.
 *  @param from the folder that the current relative paths start at; `null` leaves them unchanged */
export function moveDataPaths(document: Document, from: string | null, to: string | null): Document {
  const { data } = document
  if (data === null) return document
  const moved = fileFields(data.source).flatMap(([name, path]) => {
    const next = isAbsolute(path)
      ? relativePath(to, path)
      : from === null
        ? path
        : relativePath(to, joinPath(from, path))
    return next === path ? [] : [[name, next] as const]
  })
  if (moved.length === 0) return document
  return { ...document, data: { ...data, source: { ...data.source, ...Object.fromEntries(moved) } } }
}
