/** Helpers shared by the functions that create fields. */
import type { Text } from '../text.ts'
import type { Read } from './field.ts'

export const bad = (en: string, ko: string, at?: string): Read<never> => ({
  ok: false,
  expected: { en, ko },
  ...(at ? { at } : {}),
})
export const good = <T>(value: T): Read<T> => ({ ok: true, value })

export interface Options {
  help: Text
  telling?: boolean
  required?: boolean
  rare?: boolean
}
export const common = (o: Options) => ({
  help: o.help,
  telling: o.telling ?? false,
  required: o.required ?? false,
  rare: o.rare ?? false,
})

/** Wraps `read` so that optional fields also accept `null`. */
export const nullable =
  <T>(optional: boolean, read: (value: unknown) => Read<T>) =>
  (value: unknown): Read<T> =>
    optional && value === null ? good(null as T) : read(value)
