/** The identity of a process does not depend on the environment of the caller. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { markOf, someAlive, startOf, thisPlace } from '../../electron/engine/processes.ts'
import { asOn } from '../support/platform.ts'

afterEach(() => void vi.unstubAllEnvs())

it('reads the start of a process in a fixed language and time zone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-ps-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const ps = join(folder, 'ps')
  writeFileSync(ps, '#!/bin/sh\necho "S $LC_ALL $TZ"\n')
  chmodSync(ps, 0o755)
  vi.stubEnv('PATH', folder)
  vi.stubEnv('LC_ALL', 'ko_KR.UTF-8')
  vi.stubEnv('TZ', 'Asia/Seoul')
  asOn('darwin')
  expect(startOf(process.pid)).toBe('C UTC')
})

it('is alive on this machine, dead before its boot, and unknown on another machine', () => {
  const own = markOf(process.pid)
  expect(someAlive(thisPlace(), [{ pid: 1, started: 'long ago' }, own])).toBe(true)
  expect(someAlive({ ...thisPlace(), boot: 'before' }, [own])).toBe(false)
  asOn('win32')
  const untold = { pid: process.pid, started: '' }
  expect(someAlive(thisPlace(), [untold])).toBe(true)
  expect(someAlive(thisPlace(), [untold], null)).toBeNull()
  expect(someAlive(thisPlace(), [{ pid: 2 ** 30, started: '' }], null)).toBe(false)
  expect(someAlive({ ...thisPlace(), host: 'elsewhere.invalid' }, [own])).toBeNull()
})
