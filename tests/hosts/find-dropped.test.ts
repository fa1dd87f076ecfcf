/** A file that was dropped on a page is found by its name, size and content, inside the folders of the host and within limits; what a page
 *  was sending is removed with it. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findContent, findNamed } from '../../electron/host/find-dropped.ts'
import { grantsWithin } from '../../electron/host/grants.ts'
import { hostCalls } from '../../electron/host/host-calls.ts'
import { contentDigest, DIGEST_PIECE } from '../../shared/ipc/content-digest.ts'
import { hostContract } from '../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../shared/problem.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
let count = 0

/** A root with some folders beside a folder that no page may read. */
function start() {
  const home = join(folder, String(++count))
  const [root, outside] = [join(home, 'root'), join(home, 'outside')]
  for (const path of ['a/b/c', 'projects', '.hidden', 'node_modules/x'])
    mkdirSync(join(root, path), { recursive: true })
  mkdirSync(outside)
  const grants = grantsWithin([root])
  const shared = hostCalls({
    info: { kind: 'web', name: 'test', reason: null, platform: 'linux', dialogs: 'in-app', notices: [] },
    examples: join(home, 'examples'),
    data: join(home, 'data'),
    roots: [root],
    grants,
    takeInitial: () => null,
  })
  const at = (path: string) => join(root, path)
  const write = (path: string, content: string | Uint8Array) => {
    writeFileSync(at(path), content)
    return at(path)
  }
  const find = (name: string, size: number, limits = {}, from: readonly string[] = []) =>
    findNamed([...from, root], { name, size }, grants, {
      ...{ folders: 1000, entries: 10_000, files: 8, milliseconds: 10_000 },
      ...limits,
    })
  return { root, outside, at, write, find, shared, host: shared.callsOf({}) }
}

const sha256 = async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
/** As a page computes it. */
const digestOf = (content: string | Uint8Array) =>
  contentDigest(
    (async function* () {
      const bytes = Buffer.from(content)
      for (let at = 0; at < bytes.length; at += DIGEST_PIECE) yield bytes.subarray(at, at + DIGEST_PIECE)
    })(),
    sha256,
  )
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

describe('a search', () => {
  test('finds files of that name and size, the nearest first; not in hidden folders and those of programs', async () => {
    const { at, write, find } = start()
    write('a/b/c/t.csv', 'x,y')
    write('t.csv', 'x,z')
    write('projects/t.csv', 'x,y,z')
    write('.hidden/t.csv', 'x,y')
    write('node_modules/x/t.csv', 'x,y')
    mkdirSync(at('a/t.csv'))
    expect(await find('t.csv', 3)).toEqual([at('t.csv'), at('a/b/c/t.csv')])
    expect(await find('t.csv', 3, {}, [at('a/b')])).toEqual([at('t.csv'), at('a/b/c/t.csv')])
    expect(await find('t.csv', 3, {}, [at('a/b/c')])).toEqual([at('a/b/c/t.csv'), at('t.csv')])
    expect(await find('u.csv', 3)).toEqual([])
  })
  test('never leaves the folders through a link, and ends where links make a circle', async () => {
    const { at, outside, write, find } = start()
    writeFileSync(join(outside, 't.csv'), 'x,y')
    symlinkSync(join(outside, 't.csv'), at('a/t.csv'))
    symlinkSync(outside, at('a/away'))
    symlinkSync(at('a'), at('a/b/circle'))
    symlinkSync(join(outside, 'none'), at('t.csv'))
    expect(await find('t.csv', 3)).toEqual([])
    const real = write('projects/real.csv', 'x,y')
    symlinkSync(real, at('a/linked.csv'))
    expect(await find('linked.csv', 3)).toEqual([real])
  })
  test('ends at each limit', async () => {
    const { at, write, find } = start()
    for (let i = 0; i < 20; i++) {
      mkdirSync(at(`projects/${i}`))
      write(`projects/${i}/t.csv`, 'x,y')
    }
    expect(await find('t.csv', 3, { files: 5 })).toHaveLength(5)
    expect(await find('t.csv', 3, { folders: 3 })).toEqual([])
    expect(await find('t.csv', 3, { entries: 10 })).toEqual([])
    expect(await find('t.csv', 3, { milliseconds: 0 })).toEqual([])
    expect(await find('t.csv', 3, { files: 100 })).toHaveLength(20)
  })
  test('accents are the same however a disk writes them', async () => {
    const { write, find } = start()
    const path = write('a/größe.csv'.normalize('NFD'), 'x')
    expect(await find('größe.csv'.normalize('NFC'), 1)).toEqual([path])
  })
})

describe('the calls of a page', () => {
  test('a file with the same content is used where it is, one with another content is not', async () => {
    const { host, write, root } = start()
    const path = write('projects/t.csv', 'x,y')
    write('a/t.csv', 'x,z')
    expect(await host.isDataThere('t.csv', 3, null)).toBe(true)
    expect(await host.isDataThere('t.csv', 4, null)).toBe(false)
    expect(await host.findData('t.csv', 3, root, await digestOf('x,y'))).toBe(path)
    expect(await host.findData('t.csv', 3, null, await digestOf('y,x'))).toBeNull()
  })
  test('content of several pieces', async () => {
    const { write } = start()
    const bytes = new Uint8Array(DIGEST_PIECE + 5).map((_, i) => i)
    const path = write('t.csv', bytes)
    expect(await findContent([join(folder, 'none.csv'), path], await digestOf(bytes))).toBe(path)
    bytes[DIGEST_PIECE + 4]!++
    expect(await findContent([path], await digestOf(bytes))).toBeNull()
  })
  test('no page learns of a file outside, whatever name or folder it sends', async () => {
    const { host, outside } = start()
    writeFileSync(join(outside, 't.csv'), 'x,y')
    expect(await host.isDataThere('t.csv', 3, outside)).toBe(false)
    for (const name of [
      '../outside/t.csv',
      '/etc/passwd',
      'a\\t.csv',
      '.t.csv',
      'passwd',
      'c:t.csv',
      't\0.csv',
    ])
      expect(await codeOf(host.isDataThere(name, 3, null)), name).toBe('bad-name')
    const isValid = (...args: unknown[]) => hostContract.findData.args.safeParse(args).success
    expect(isValid('t.csv', 3, null, 'a'.repeat(64))).toBe(true)
    for (const digest of ['', 'A'.repeat(64), '../x']) expect(isValid('t.csv', 3, null, digest)).toBe(false)
  })
})

test('what a page was sending is removed with its connection, also while a call is under way', async () => {
  const { root, shared } = start()
  const before = readdirSync(root)
  const [gone, other] = [{}, {}]
  const host = shared.callsOf(gone)
  for (let i = 0; i < 15; i++) await host.beginData(`t${i}.csv`, 4, null)
  const last = await host.beginData('last.csv', 4, null)
  expect(await codeOf(shared.callsOf(other).beginData('t.csv', 4, null))).toBe('wrong-upload')
  const writing = host.appendData(last, new Uint8Array(2))
  await shared.release(gone)
  await writing
  expect(readdirSync(root)).toEqual(before)
  // A call that arrived before the end was known.
  await host.beginData('late.csv', 4, null)
  expect(readdirSync(root)).toEqual(before)
  const id = await shared.callsOf(other).beginData('t.csv', 1, null)
  await shared.callsOf(other).appendData(id, new Uint8Array(1))
  expect(await shared.callsOf(other).endData(id)).toBe(join(root, 't.csv'))
})
