/** The Debian package that `npm run package -- deb` has made. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'

/** @returns its path; there has to be exactly one */
export function builtDeb(): string {
  const debs = readdirSync('release').filter((file) => file.endsWith('.deb'))
  expect(debs, 'packages in release/: remove old ones').toHaveLength(1)
  return join('release', debs[0]!)
}
