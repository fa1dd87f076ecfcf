/** Sets `process.platform` for one test, to test code that depends on the platform's name. */
import { onTestFinished } from 'vitest'

export function mockPlatform(platform: NodeJS.Platform): void {
  const original = Object.getOwnPropertyDescriptor(process, 'platform')!
  Object.defineProperty(process, 'platform', { ...original, value: platform })
  onTestFinished(() => void Object.defineProperty(process, 'platform', original))
}
