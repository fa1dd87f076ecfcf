/** Relative data paths start at the document's folder: what happens to them when the document gets another one. */
import { dataSources } from '../data/sources.ts'
import { type Fields, member } from '../fields/index.ts'
import type { Document } from './document.ts'

const isAbsolute = (path: string): boolean => /^([/\\]|[A-Za-z]:[/\\])/.test(path)
const signOf = (folder: string): string => (folder.includes('\\') && !folder.includes('/') ? '\\' : '/')

/** `/a`, `b.csv` → `/a/b.csv`, in the signs of the folder. */
export function joinPath(folder: string, name: string): string {
  const sign = signOf(folder)
  return folder.endsWith(sign) ? folder + name : folder + sign + name
}

/** `/a/b/net.loom` → `/a/b`, also with backslashes; `null` for a bare name. */
export function folderOf(path: string): string | null {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  return at < 0 ? null : path.slice(0, at) || '/'
}

/** The path as a document in `folder` names it: relative where it lies below. */
export function pathFrom(folder: string | null, path: string): string {
  const start = folder === null ? null : joinPath(folder, '')
  return start !== null && path.startsWith(start) && path.length > start.length
    ? path.slice(start.length)
    : path
}

/** The document for another folder: its data stay the same files. */
export function moveDataPaths(document: Document, from: string | null, to: string | null): Document {
  const { data } = document
  if (data === null || from === null || from === to) return document
  const fields: Fields = member(dataSources, data.source.type)?.fields ?? {}
  const moved = Object.entries(data.source).map(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    const names = field?.kind === 'text' ? field.names : 'anything'
    if (names !== 'file' || typeof value !== 'string' || value.trim() === '' || isAbsolute(value))
      return [name, value] as const
    return [name, pathFrom(to, joinPath(from, value))] as const
  })
  const source = Object.fromEntries(moved) as typeof data.source
  return moved.every(([name, value]) => data.source[name] === value)
    ? document
    : { ...document, data: { ...data, source } }
}
