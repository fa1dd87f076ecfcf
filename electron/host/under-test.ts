/** A start flag for the end-to-end tests: the process that started a host and an engine with it can reset their state, so that they serve
 *  one test after the other. Pages cannot request it, and the packaged desktop app ignores the flag. */

/** LAYERLOOM_UNDER_TEST=1 at the start of the process. */
export const isUnderTest = (env: NodeJS.ProcessEnv = process.env): boolean => env.LAYERLOOM_UNDER_TEST === '1'

/** An object that is created at once, and created again on demand after a reset. */
export interface Resettable<T> {
  get(): T
  /** `null` after a reset. */
  current(): T | null
  /** @param end ends the old object, and is awaited */
  reset(end: (old: T) => Promise<void>): Promise<void>
}

export function resettable<T>(create: () => T): Resettable<T> {
  let instance: T | null = create()
  return {
    current: () => instance,
    get: () => {
      instance ??= create()
      return instance
    },
    async reset(end) {
      const previous = instance
      instance = null
      if (previous) await end(previous)
    },
  }
}
