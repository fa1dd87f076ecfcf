/** Temporary folders for one test, removed after it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Sets LAYERLOOM_CACHE to a new folder for one test. */
export function temporaryCache(): string {
  const folder = temporaryFolder()
  const previous = process.env.LAYERLOOM_CACHE
  process.env.LAYERLOOM_CACHE = folder
  onTestFinished(() => {
    if (previous === undefined) delete process.env.LAYERLOOM_CACHE
    else process.env.LAYERLOOM_CACHE = previous
  })
  return folder
}
