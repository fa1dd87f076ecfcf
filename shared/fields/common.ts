/** Helpers shared by the functions that create fields. */
import type { Text } from '../text.ts'
import type { ReadResult } from './field.ts'

export const invalid = (en: string, ko: string, at?: string): ReadResult<never> => ({
  ok: false,
  expected: { en, ko },
  ...(at ? { at } : {}),
})
export const valid = <T>(value: T): ReadResult<T> => ({ ok: true, value })

export interface FieldOptions {
  help: Text
  shownOnNode?: boolean
  required?: boolean
  advanced?: boolean
}
export const commonProps = (o: FieldOptions) => ({
  help: o.help,
  shownOnNode: o.shownOnNode ?? false,
  required: o.required ?? false,
  advanced: o.advanced ?? false,
})

/** Wraps `read` so that optional fields also accept `null`. */
export const nullable =
  <T>(optional: boolean, read: (value: unknown) => ReadResult<T>) =>
  (value: unknown): ReadResult<T> =>
    optional && value === null ? valid(null as T) : read(value)
