/** runtime.json of a cache that is shared by clones, moved, or written by an earlier version. */
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inModules } from '../../scripts/setup/paths.mjs'
import { readRuntime, writeRuntime } from '../../scripts/setup/runtime.mjs'
import { temporaryCache, temporaryFolder } from './temporary.ts'

const written = (cache: string) => JSON.parse(readFileSync(join(cache, 'runtime.json'), 'utf8'))

/** A cache with Electron in it, and its runtime.json. */
function cacheWithElectron() {
  const cache = temporaryCache()
  mkdirSync(join(cache, 'electron'))
  writeFileSync(join(cache, 'electron', 'electron'), '')
  writeRuntime({
    npm: { kind: 'npm', reason: '' },
    electron: { kind: 'electron-22', version: '22', path: join(cache, 'electron', 'electron'), reason: 'x' },
    chromium: { kind: 'system', path: process.execPath, reason: '' },
    tensorflow: { kind: 'tfjs-download', version: '2.9', path: inModules('vitest'), reason: '' },
  })
  return cache
}

it('stores relative paths inside the cache, absolute ones outside, and none inside a clone', () => {
  expect(written(cacheWithElectron())).toEqual({
    npm: { kind: 'npm', reason: '' },
    electron: { kind: 'electron-22', version: '22', path: 'electron/electron', reason: 'x' },
    chromium: { kind: 'system', path: process.execPath, reason: '' },
    tensorflow: { kind: 'tfjs-download', version: '2.9', reason: '' },
  })
})

it('is valid after the cache is moved or linked', () => {
  const cache = cacheWithElectron()
  const moved = join(temporaryFolder(), 'moved')
  renameSync(cache, moved)
  const link = join(temporaryFolder(), 'link')
  symlinkSync(moved, link)
  for (const place of [moved, link]) {
    process.env.LAYERLOOM_CACHE = place
    expect(readRuntime().electron?.path).toBe(join(place, 'electron', 'electron'))
    expect(readRuntime().chromium?.path).toBe(process.execPath)
  }
  process.env.LAYERLOOM_CACHE = cache
})

it('reads the absolute paths of an earlier version, without those that do not exist', () => {
  const cache = temporaryCache()
  mkdirSync(join(cache, 'electron'))
  const path = join(cache, 'electron', 'electron')
  writeFileSync(path, '')
  const old = {
    electron: { kind: 'electron-22', path, reason: '' },
    keras: { kind: 'venv', version: '3', path: '/another/clone/.cache/keras/bin/python', reason: '' },
  }
  writeFileSync(join(cache, 'runtime.json'), JSON.stringify(old))
  expect(readRuntime()).toEqual({ ...old, keras: { kind: 'venv', version: '3', reason: '' } })
  writeRuntime({ npm: { kind: 'npm', reason: '' } })
  expect(written(cache)).toEqual({
    electron: { kind: 'electron-22', path: 'electron/electron', reason: '' },
    keras: { kind: 'venv', version: '3', reason: '' },
    npm: { kind: 'npm', reason: '' },
  })
})

it('is empty when it cannot be read', () => {
  const cache = temporaryCache()
  expect(readRuntime()).toEqual({})
  writeFileSync(join(cache, 'runtime.json'), '{')
  expect(readRuntime()).toEqual({})
})
