/** The type of a value that a schema has checked. */
import type { z } from 'zod'

/** What a schema returns, read-only at every level. The unknown members that a loose schema lets through are not part of the type.
 *  A schema that is declared as a `z.ZodType<T>` returns T itself, which may be recursive. */
export type Checked<S> = S extends z.ZodType<infer T> ? (z.ZodType<T> extends S ? T : Immutable<T>) : never

type Immutable<T> = T extends ArrayBufferView
  ? T
  : T extends readonly unknown[]
    ? { readonly [K in keyof T]: Immutable<T[K]> }
    : T extends object
      ? { readonly [K in keyof T as IsUnknownMember<T, K> extends true ? never : K]: Immutable<T[K]> }
      : T

type IsUnknownMember<T, K extends keyof T> = string extends K ? (unknown extends T[K] ? true : false) : false
