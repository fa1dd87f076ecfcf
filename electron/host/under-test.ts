/** One start flag for the end-to-end tests: a host and an engine started with it can be told, by the process that started them, to
 *  forget all they know, so that they serve one test after the other. No page can ask for it, and the app that is packaged for the desktop
 *  ignores the flag. */

/** LAYERLOOM_UNDER_TEST=1, as it was when the process started. */
export const isUnderTest = (env: NodeJS.ProcessEnv = process.env): boolean => env.LAYERLOOM_UNDER_TEST === '1'

/** What is made at once, and anew when it is asked for after it was forgotten. */
export interface Renewable<T> {
  get(): T
  /** `null` after it was forgotten. */
  current(): T | null
  /** @param end the old one's end, waited for */
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
