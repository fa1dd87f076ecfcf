/** Plain JSON data: the content of documents and files. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A received value in a form short enough for an error message: `"abc"`, `1e12`, `a list of 9`. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}…` : value)
  if (Array.isArray(value)) {
    const isFlat = value.length <= 4 && !value.some(Array.isArray)
    return isFlat ? `[${value.map(describeValue).join(', ')}]` : `a list of ${value.length}`
  }
  if (isObject(value))
    return typeof value.type === 'string' ? `{ type: ${describeValue(value.type)} }` : 'an object'
  return String(value)
}
