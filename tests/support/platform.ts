/** Lets a test see what is done on another system, as far as that depends on its name. */
import { onTestFinished } from 'vitest'

export function asOn(platform: NodeJS.Platform): void {
  const own = Object.getOwnPropertyDescriptor(process, 'platform')!
  Object.defineProperty(process, 'platform', { ...own, value: platform })
  onTestFinished(() => void Object.defineProperty(process, 'platform', own))
}
