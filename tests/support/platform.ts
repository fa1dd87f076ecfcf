/** Sets `process.platform` for one test, to test code that depends on the platform's name. */
import { onTestFinished } from 'vitest'

export function asOn(platform: NodeJS.Platform): void {
  const own = Object.getOwnPropertyDescriptor(process, 'platform')!
  Object.defineProperty(process, 'platform', { ...own, value: platform })
  onTestFinished(() => void Object.defineProperty(process, 'platform', own))
}
