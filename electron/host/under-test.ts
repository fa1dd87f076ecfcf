/** A start flag for the end-to-end tests: the process that started a host and an engine with it can reset their state, so that they serve
 *  one test after the other. Pages cannot request it, and the packaged desktop app ignores the flag. */

/** LAYERLOOM_UNDER_TEST=1 at the start of the process. */
export const isUnderTest = (env: NodeJS.ProcessEnv = process.env): boolean => env.LAYERLOOM_UNDER_TEST === '1'

/** An object that is created at once, and created again on demand after a reset. */
export interface Renewable<T> {
  get(): T
  /** `null` after a reset. */
  current(): T | null
  /** @param end ends the old object, and is awaited */
  forget(end: (old: T) => Promise<void>): Promise<void>
}

export function renewable<T>(make: () => T): Renewable<T> {
  let made: T | null = make()
  return {
    current: () => made,
    get: () => {
      made ??= make()
      return made
    },
    async forget(end) {
      const old = made
      made = null
      if (old) await end(old)
    },
  }
}
