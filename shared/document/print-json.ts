/** Readable JSON: an object spans several lines only if `isMultiline` says so or it is too wide. A node, an edge or a layer is one
 *  line, so a change to it is one line in a diff. */
import type { Json } from '../json.ts'

const WIDTH = 120

/** Prints without a final newline.
 *  @param isMultiline which objects always span several lines */
export function printJson(
  value: Json,
  isMultiline: (path: readonly string[]) => boolean,
  path: readonly string[] = [],
): string {
  const indent = '  '.repeat(path.length)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value as { readonly [key: string]: Json })
  const isList = Array.isArray(value)
  if (entries.length === 0) return isList ? '[]' : '{}'
  if (!isMultiline(path)) {
    const line = oneLine(value)
    const key = path.at(-1)
    // 4 for the quotes around the key, the colon and the space; 1 for the comma.
    if (indent.length + (key === undefined ? 0 : key.length + 4) + line.length + 1 <= WIDTH) return line
  }
  const items = entries.map(([key, item]) => {
    const printed = printJson(item, isMultiline, [...path, key])
    return `${indent}  ${isList ? '' : `${JSON.stringify(key)}: `}${printed}`
  })
  return `${isList ? '[' : '{'}\n${items.join(',\n')}\n${indent}${isList ? ']' : '}'}`
}

function oneLine(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}
