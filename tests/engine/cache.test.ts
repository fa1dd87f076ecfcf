/** The limit of the cache: the least recently used entries are removed first, entries in use never. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { clear, entriesIn, evictToLimit, touch } from '../../electron/engine/cache/contents.ts'
import { hold, pathsInUse } from '../../electron/engine/cache/in-use.ts'
import { isLimitKept, limitOf, parseGigabytes } from '../../electron/engine/cache/limit.ts'
import { prepareData } from '../../electron/engine/data/index.ts'
import { currentPidScope } from '../../electron/system/processes.ts'
import { reference } from './data/helper.ts'

function temporaryCache(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-cache-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
/** Writes prepared data of `bytes` bytes, last used on this day of February 2020. */
function writePreparedData(cache: string, digit: string, bytes: number, day: number): string {
  const folder = join(cache, 'data', digit.repeat(32))
  mkdirSync(join(folder, 'split-1'), { recursive: true })
  writeFileSync(join(folder, 'features'), new Uint8Array(bytes - 1))
  writeFileSync(join(folder, 'split-1', 'order'), 'x')
  utimesSync(folder, new Date(2020, 1, day), new Date(2020, 1, day))
  return folder
}
function writeCompiledNetwork(cache: string, name: string, bytes: number, day: number): string {
  const folder = join(cache, 'xla', 'here')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), new Uint8Array(bytes))
  utimesSync(join(folder, name), new Date(2020, 1, day), new Date(2020, 1, day))
  return join(folder, name)
}

test('removes the oldest entries of any kind until the rest is within the limit', () => {
  const cache = temporaryCache()
  const [old, young] = [writePreparedData(cache, 'a', 100, 1), writePreparedData(cache, 'b', 100, 5)]
  const network = writeCompiledNetwork(cache, 'n', 100, 3)
  const removed = evictToLimit(cache, [], 150)
  expect(removed.map(({ path, bytes, kind }) => [path, bytes, kind])).toEqual([
    [old, 100, 'data'],
    [network, 100, 'compiled'],
  ])
  expect(entriesIn(cache).map(({ path }) => path)).toEqual([young])
  expect(evictToLimit(cache, [], 150)).toEqual([])
})

test('an entry that is touched is no longer the oldest', () => {
  const cache = temporaryCache()
  const [old, young] = [writePreparedData(cache, 'a', 100, 1), writePreparedData(cache, 'b', 100, 5)]
  touch(old)
  expect(evictToLimit(cache, [], 150).map(({ path }) => path)).toEqual([young])
})

test('an entry held by a process is kept until the process releases it or exits', () => {
  const cache = temporaryCache()
  const [held, free] = [writePreparedData(cache, 'a', 100, 1), writePreparedData(cache, 'b', 100, 5)]
  writeCompiledNetwork(cache, 'n', 100, 3)
  const release = hold(cache, [held, join(cache, 'xla', 'here')])
  expect(entriesIn(cache).filter((entry) => entry.inUse)).toHaveLength(2)
  expect(clear(cache).map(({ path }) => path)).toEqual([free])
  release()
  expect(clear(cache)).toHaveLength(2)

  const { pid } = spawnSync(process.execPath, ['--version'])
  const writeInUse = (name: string, text: string) => writeFileSync(join(cache, 'in-use', name), text)
  const place = currentPidScope()
  writeInUse('gone.json', JSON.stringify({ place, process: { pid, started: '1' }, paths: ['x'] }))
  writeInUse(
    'reused.json',
    JSON.stringify({ place, process: { pid: process.pid, started: '1' }, paths: ['x'] }),
  )
  writeInUse('half.json', '{"place":')
  const another = { ...place, host: 'elsewhere.invalid' }
  writeInUse(
    'elsewhere.json',
    JSON.stringify({ place: another, process: { pid, started: '1' }, paths: ['y'] }),
  )
  writeInUse('new.json.7.part', '{')
  writeInUse('old.json.7.part', '{')
  utimesSync(join(cache, 'in-use', 'old.json.7.part'), 1, 1)
  expect([...pathsInUse(cache)]).toEqual([join(cache, 'y')])
  expect(readdirSync(join(cache, 'in-use')).sort()).toEqual(['elsewhere.json', 'new.json.7.part'])
})

test('a held entry is kept when the cache is reached through a link', () => {
  const cache = temporaryCache()
  const link = join(temporaryCache(), 'link')
  symlinkSync(cache, link)
  writePreparedData(cache, 'a', 100, 1)
  writeCompiledNetwork(cache, 'n', 100, 3)
  const release = hold(link, [join(link, 'data', 'a'.repeat(32)), join(link, 'xla', 'here')])
  expect([...clear(cache), ...clear(link)]).toEqual([])
  release()
  expect(clear(cache)).toHaveLength(2)
})

test('releasing an entry whose note is missing or cannot be removed does not throw', () => {
  const cache = temporaryCache()
  const release = hold(cache, ['x'])
  const [inUseFile] = readdirSync(join(cache, 'in-use'))
  rmSync(join(cache, 'in-use', inUseFile!))
  mkdirSync(join(cache, 'in-use', inUseFile!, 'full'), { recursive: true })
  expect(release).not.toThrow()
  expect([...pathsInUse(cache)]).toEqual([])
})

test('only what can be recreated is counted and removed', () => {
  const cache = temporaryCache()
  const otherPaths = [
    'data/fashion-mnist/t10k-labels-idx1-ubyte',
    'data/making-x/folder/features',
    'runtime.json',
  ]
  for (const path of otherPaths) {
    mkdirSync(join(cache, path, '..'), { recursive: true })
    writeFileSync(join(cache, path), 'x')
  }
  expect([entriesIn(cache), clear(cache)]).toEqual([[], []])
  expect(otherPaths.every((path) => existsSync(join(cache, path)))).toBe(true)
})

/** As earlier versions stored it. */
const storeLimit = (cache: string, gigabytes: number) =>
  writeFileSync(join(cache, 'limit.json'), JSON.stringify({ gigabytes }))

test('the limit comes from the environment, else from an earlier version, else it is 10 GB', () => {
  const cache = temporaryCache()
  expect(limitOf(cache, {})).toEqual({ bytes: 10 * 2 ** 30, from: 'default' })
  storeLimit(cache, 2.5)
  expect(limitOf(cache, {})).toEqual({ bytes: 2.5 * 2 ** 30, from: 'cache' })
  expect(limitOf(cache, { LAYERLOOM_CACHE_LIMIT: '1' })).toEqual({
    bytes: 2 ** 30,
    from: 'LAYERLOOM_CACHE_LIMIT',
  })
  expect(limitOf(cache, { LAYERLOOM_CACHE_LIMIT: 'much' }).from).toBe('cache')
  writeFileSync(join(cache, 'limit.json'), '{"gigabytes":-1}')
  expect(limitOf(cache, {}).from).toBe('default')
  expect(['0', '0.5', '1048576', '1048577', '-1', '1e3', ''].map(parseGigabytes)).toEqual([
    0,
    0.5,
    1048576,
    null,
    null,
    null,
    null,
  ])
})

test('preparing data keeps the cache within its limit, but keeps the new data', async () => {
  const cache = temporaryCache()
  storeLimit(cache, 0)
  const old = writePreparedData(cache, 'a', 100, 1)
  const path = join(cache, 'table.csv')
  writeFileSync(path, `x,y\n${Array.from({ length: 20 }, (_, i) => `${i},${i % 2}`).join('\n')}\n`)
  const { folder } = await prepareData(reference({ type: 'csv', path }), { folder: null, cache })
  expect(existsSync(old)).toBe(false)
  expect(entriesIn(cache).map((entry) => entry.path)).toEqual([folder])
})

test('a cache within its limit is known to be so without looking at it, until the limit is lowered', () => {
  const cache = temporaryCache()
  writePreparedData(cache, 'a', 100, 1)
  expect(isLimitKept(cache, 1000)).toBe(false) // of an earlier version, or another program
  evictToLimit(cache, [], 200)
  expect(isLimitKept(cache, 200)).toBe(true)
  expect(isLimitKept(cache, 1000)).toBe(true)
  expect(isLimitKept(cache, 199)).toBe(false)
  // A process with a higher limit may have added more.
  evictToLimit(cache, [], 500)
  expect(isLimitKept(cache, 200)).toBe(false)
})

test('a limit that cannot be kept is tried again', () => {
  const cache = temporaryCache()
  const path = writePreparedData(cache, 'a', 100, 1)
  evictToLimit(cache, [path], 50)
  expect(isLimitKept(cache, 50)).toBe(false)
  writeFileSync(join(cache, 'kept-limit.json'), '{"bytes":"few"}')
  expect(isLimitKept(cache, 50)).toBe(false)
  evictToLimit(cache, [], 50)
  expect(isLimitKept(cache, 50)).toBe(true)
})
