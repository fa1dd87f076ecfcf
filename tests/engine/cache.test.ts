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
import { clear, entriesIn, keepWithinLimit, touch } from '../../electron/engine/cache/contents.ts'
import { heldIn, hold } from '../../electron/engine/cache/in-use.ts'
import { gigabytesIn, limitOf, setLimit } from '../../electron/engine/cache/limit.ts'
import { prepareData } from '../../electron/engine/data/index.ts'
import { thisPlace } from '../../electron/engine/processes.ts'
import { reference } from './data/helper.ts'

function temporaryCache(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-cache-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
/** Writes prepared data of `bytes` bytes, last used on this day of February 2020. */
function put(cache: string, digit: string, bytes: number, day: number): string {
  const folder = join(cache, 'data', digit.repeat(32))
  mkdirSync(join(folder, 'split-1'), { recursive: true })
  writeFileSync(join(folder, 'features'), new Uint8Array(bytes - 1))
  writeFileSync(join(folder, 'split-1', 'order'), 'x')
  utimesSync(folder, new Date(2020, 1, day), new Date(2020, 1, day))
  return folder
}
function compile(cache: string, name: string, bytes: number, day: number): string {
  const folder = join(cache, 'xla', 'here')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), new Uint8Array(bytes))
  utimesSync(join(folder, name), new Date(2020, 1, day), new Date(2020, 1, day))
  return join(folder, name)
}

test('removes the oldest entries of any kind until the rest is within the limit', () => {
  const cache = temporaryCache()
  const [old, young] = [put(cache, 'a', 100, 1), put(cache, 'b', 100, 5)]
  const network = compile(cache, 'n', 100, 3)
  const removed = keepWithinLimit(cache, [], 150)
  expect(removed.map(({ path, bytes, kind }) => [path, bytes, kind])).toEqual([
    [old, 100, 'data'],
    [network, 100, 'compiled'],
  ])
  expect(entriesIn(cache).map(({ path }) => path)).toEqual([young])
  expect(keepWithinLimit(cache, [], 150)).toEqual([])
})

test('an entry that is touched is no longer the oldest', () => {
  const cache = temporaryCache()
  const [old, young] = [put(cache, 'a', 100, 1), put(cache, 'b', 100, 5)]
  touch(old)
  expect(keepWithinLimit(cache, [], 150).map(({ path }) => path)).toEqual([young])
})

test('an entry held by a process is kept until the process releases it or exits', () => {
  const cache = temporaryCache()
  const [held, free] = [put(cache, 'a', 100, 1), put(cache, 'b', 100, 5)]
  compile(cache, 'n', 100, 3)
  const letGo = hold(cache, [held, join(cache, 'xla', 'here')])
  expect(entriesIn(cache).filter((entry) => entry.held)).toHaveLength(2)
  expect(clear(cache).map(({ path }) => path)).toEqual([free])
  letGo()
  expect(clear(cache)).toHaveLength(2)

  const { pid } = spawnSync(process.execPath, ['--version'])
  const note = (name: string, text: string) => writeFileSync(join(cache, 'in-use', name), text)
  const place = thisPlace()
  note('gone.json', JSON.stringify({ place, process: { pid, started: '1' }, paths: ['x'] }))
  note('reused.json', JSON.stringify({ place, process: { pid: process.pid, started: '1' }, paths: ['x'] }))
  note('half.json', '{"place":')
  const another = { ...place, host: 'elsewhere.invalid' }
  note('elsewhere.json', JSON.stringify({ place: another, process: { pid, started: '1' }, paths: ['y'] }))
  note('new.json.7.part', '{')
  note('old.json.7.part', '{')
  utimesSync(join(cache, 'in-use', 'old.json.7.part'), 1, 1)
  expect([...heldIn(cache)]).toEqual([join(cache, 'y')])
  expect(readdirSync(join(cache, 'in-use')).sort()).toEqual(['elsewhere.json', 'new.json.7.part'])
})

test('a held entry is kept when the cache is reached through a link', () => {
  const cache = temporaryCache()
  const link = join(temporaryCache(), 'link')
  symlinkSync(cache, link)
  put(cache, 'a', 100, 1)
  compile(cache, 'n', 100, 3)
  const letGo = hold(link, [join(link, 'data', 'a'.repeat(32)), join(link, 'xla', 'here')])
  expect([...clear(cache), ...clear(link)]).toEqual([])
  letGo()
  expect(clear(cache)).toHaveLength(2)
})

test('releasing an entry whose note is missing or cannot be removed does not throw', () => {
  const cache = temporaryCache()
  const letGo = hold(cache, ['x'])
  const [note] = readdirSync(join(cache, 'in-use'))
  rmSync(join(cache, 'in-use', note!))
  mkdirSync(join(cache, 'in-use', note!, 'full'), { recursive: true })
  expect(letGo).not.toThrow()
  expect([...heldIn(cache)]).toEqual([])
})

test('only what can be recreated is counted and removed', () => {
  const cache = temporaryCache()
  const others = [
    'data/fashion-mnist/t10k-labels-idx1-ubyte',
    'data/making-x/folder/features',
    'runtime.json',
  ]
  for (const path of others) {
    mkdirSync(join(cache, path, '..'), { recursive: true })
    writeFileSync(join(cache, path), 'x')
  }
  expect([entriesIn(cache), clear(cache)]).toEqual([[], []])
  expect(others.every((path) => existsSync(join(cache, path)))).toBe(true)
})

test('the limit comes from the environment, else from the setting, else it is 10 GB', () => {
  const cache = temporaryCache()
  expect(limitOf(cache, {})).toEqual({ bytes: 10 * 2 ** 30, from: 'default' })
  setLimit(cache, 2.5)
  expect(limitOf(cache, {})).toEqual({ bytes: 2.5 * 2 ** 30, from: 'setting' })
  expect(limitOf(cache, { LAYERLOOM_CACHE_LIMIT: '1' })).toEqual({
    bytes: 2 ** 30,
    from: 'LAYERLOOM_CACHE_LIMIT',
  })
  expect(limitOf(cache, { LAYERLOOM_CACHE_LIMIT: 'much' }).from).toBe('setting')
  writeFileSync(join(cache, 'limit.json'), '{"gigabytes":-1}')
  expect(limitOf(cache, {}).from).toBe('default')
  expect(['0', '0.5', '1048576', '1048577', '-1', '1e3', ''].map(gigabytesIn)).toEqual([
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
  setLimit(cache, 0)
  const old = put(cache, 'a', 100, 1)
  const path = join(cache, 'table.csv')
  writeFileSync(path, `x,y\n${Array.from({ length: 20 }, (_, i) => `${i},${i % 2}`).join('\n')}\n`)
  const { folder } = await prepareData(reference({ type: 'csv', path }), { folder: null, cache })
  expect(existsSync(old)).toBe(false)
  expect(entriesIn(cache).map((entry) => entry.path)).toEqual([folder])
})
