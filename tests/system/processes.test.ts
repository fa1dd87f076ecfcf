/** The identity of a process does not depend on the environment of the caller. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { anyAlive, currentPidScope, processIdentity, startTimeOf } from '../../electron/system/processes.ts'
import { mockPlatform } from '../support/platform.ts'

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
  mockPlatform('darwin')
  expect(startTimeOf(process.pid)).toBe('C UTC')
})

it('is alive on this machine, dead before its boot, and unknown on another machine', () => {
  const own = processIdentity(process.pid)
  expect(anyAlive(currentPidScope(), [{ pid: 1, started: 'long ago' }, own])).toBe(true)
  expect(anyAlive({ ...currentPidScope(), boot: 'before' }, [own])).toBe(false)
  mockPlatform('win32')
  const withoutStart = { pid: process.pid, started: '' }
  expect(anyAlive(currentPidScope(), [withoutStart])).toBe(true)
  expect(anyAlive(currentPidScope(), [withoutStart], null)).toBeNull()
  expect(anyAlive(currentPidScope(), [{ pid: 2 ** 30, started: '' }], null)).toBe(false)
  expect(anyAlive({ ...currentPidScope(), host: 'elsewhere.invalid' }, [own])).toBeNull()
})
