/** How a call is declared: `versionAt: call(path).returns<string | null>()`. The types of its arguments follow from their
 *  schemas; without `returns` it answers nothing. */
import { z } from 'zod'
import type { Checked } from '../../checked.ts'

export interface Call<Arguments extends readonly unknown[], Result> {
  /** Checks the list of arguments. */
  readonly args: z.ZodType<Arguments>
  /** Never set: the caller trusts the answer, so the result is a type only. */
  readonly result?: () => Result
}

type ArgumentsOf<S extends readonly z.ZodType[]> = { readonly [K in keyof S]: Checked<S[K]> }

/** A call that answers nothing, unless `returns` says more. */
export interface Declaration<Arguments extends readonly unknown[]> extends Call<Arguments, void> {
  returns<Result>(): Call<Arguments, Result>
}

export function call<S extends readonly z.ZodType[]>(...schemas: S): Declaration<ArgumentsOf<S>> {
  const args = z.tuple(schemas as readonly z.ZodType[] as []) as z.ZodType as z.ZodType<ArgumentsOf<S>>
  return { args, returns: () => ({ args }) }
}

/** The calls as functions: one side implements them, the other side calls them. */
export type CallsOf<Contract> = {
  [K in keyof Contract]: Contract[K] extends Call<infer Arguments, infer Result>
    ? (...args: Arguments) => Promise<Result>
    : never
}
