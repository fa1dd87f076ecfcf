/** Recent files, the previous version of a saved file, files changed by another program, and data dropped on a page. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { versionAt } from '../../electron/host/files.ts'
import { grantsWithin } from '../../electron/host/grants.ts'
import { hostCalls } from '../../electron/host/host-calls.ts'
import { recentIn } from '../../electron/host/recent.ts'
import { MAX_TEXT_BYTES } from '../../shared/ipc/codec.ts'
import { hostContract } from '../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../shared/problem.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const examples = join(folder, 'examples')
mkdirSync(examples)
writeFileSync(join(examples, 'iris.csv'), '1')
writeFileSync(join(examples, 'iris.loom'), '{}')
let count = 0

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

/** A host with its own root and app folder; `restart` starts another host on the same folders. */
function start(initial: string | null = null) {
  const home = join(folder, String(++count))
  const [root, data] = [join(home, 'root'), join(home, 'data')]
  mkdirSync(root, { recursive: true })
  const faults: string[] = []
  const restart = (initialPath: string | null = null, roots: readonly string[] = [root]) =>
    hostCalls({
      info: { kind: 'web', name: 'test', reason: null, platform: 'linux', dialogs: 'in-app', notices: [] },
      examples,
      data,
      roots,
      grants: grantsWithin(roots),
      takeInitial: () => initialPath,
      report: (fault) => faults.push(fault),
    })
  const shared = restart(initial)
  return {
    root,
    data,
    faults,
    restart,
    shared,
    host: shared.callsOf({}),
    at: (name: string) => join(root, name),
  }
}

test('recent files: newest first, without duplicates, with their text, removable', async () => {
  const { host, shared, at, restart } = start()
  for (const name of ['a.loom', 'b.loom', 'a.loom'])
    await host.writeText(at(name), `{"name":"${name}"}`, 'document', null)
  await host.writeText(at('code.py'), 'x', 'python', null)
  await host.readDocument(join(examples, 'iris.loom'))
  await shared.close()
  const later = restart().callsOf({})
  const recent = await later.recent()
  expect(recent.map(({ name, text, missing }) => [name, text, missing])).toEqual([
    ['a.loom', '{"name":"a.loom"}', false],
    ['b.loom', '{"name":"b.loom"}', false],
  ])
  rmSync(at('b.loom'))
  expect((await later.recent())[1]).toMatchObject({ name: 'b.loom', text: null, missing: true })
  await later.forgetRecent(at('b.loom'))
  expect((await later.recent()).map(({ name }) => name)).toEqual(['a.loom'])
})

test('a damaged or hostile list of recent files is treated as empty', async () => {
  const place = join(folder, 'recent.json')
  for (const text of [
    '{',
    '{"last":5,"files":[]}',
    '{"last":null,"files":[{"path":"/a","at":"x"}]}',
    'x'.repeat(300_000),
  ]) {
    writeFileSync(place, text)
    const faults: string[] = []
    const recent = recentIn(place, (fault) => faults.push(fault))
    expect(await recent.list()).toEqual([])
    expect(faults).toHaveLength(1)
    recent.used('/a/new.loom')
    await recent.close()
    expect((await recent.list()).map(({ path }) => path)).toEqual(['/a/new.loom'])
  }
})

test('files outside the roots are neither listed as recent nor reopened', async () => {
  const { host, shared, at, restart, data } = start()
  await host.writeText(at('a.loom'), '{}', 'document', null)
  await host.showing('a', false, at('a.loom'))
  await shared.close()
  expect(JSON.parse(readFileSync(join(data, 'recent.json'), 'utf8')).last).toBe(at('a.loom'))
  const elsewhere = restart(null, [examples]).callsOf({})
  expect(await elsewhere.recent()).toEqual([])
  expect(await elsewhere.initialDocument()).toBeNull()
})

test('the last open document is reopened once; a missing one is reported', async () => {
  const { host, shared, at, restart } = start()
  await host.writeText(at('a.loom'), '{}', 'document', null)
  await host.showing('a', false, at('a.loom'))
  await shared.close()
  const later = restart()
  expect((await later.callsOf({}).initialDocument())?.path).toBe(at('a.loom'))
  expect(await later.callsOf({}).initialDocument()).toBeNull()
  later.reopenNext()
  expect((await later.callsOf({}).initialDocument())?.name).toBe('a.loom')
  rmSync(at('a.loom'))
  expect(await codeOf(restart().callsOf({}).initialDocument())).toBe('read-ENOENT')
  await later.callsOf({}).showing('untitled', false, null)
  await later.close()
  expect(await restart().callsOf({}).initialDocument()).toBeNull()
})

test('a file changed by another program is not overwritten; a deleted one is written', async () => {
  const { host, at } = start()
  const first = await host.writeText(at('a.loom'), 'mine', 'document', null)
  expect(await host.versionAt(at('a.loom'))).toBe(first.version)
  // The version depends on the text, not on the modification time.
  utimesSync(at('a.loom'), new Date(0), new Date(0))
  expect(await host.versionAt(at('a.loom'))).toBe(first.version)

  writeFileSync(at('a.loom'), 'theirs')
  expect(await codeOf(host.writeText(at('a.loom'), 'mine 2', 'document', first.version))).toBe('file-changed')
  expect(readFileSync(at('a.loom'), 'utf8')).toBe('theirs')
  expect((await host.writeText(at('a.loom'), 'mine 2', 'document', null)).text).toBe('mine 2')

  rmSync(at('a.loom'))
  expect(await host.versionAt(at('a.loom'))).toBeNull()
  expect(await codeOf(host.writeText(at('a.loom'), 'mine 3', 'document', first.version))).toBe('done')
  writeFileSync(at('a.loom'), 'x'.repeat(MAX_TEXT_BYTES + 1))
  expect(await codeOf(host.writeText(at('a.loom'), 'mine', 'document', first.version))).toBe('file-changed')
  mkdirSync(at('folder.loom'))
  expect(await codeOf(versionAt(at('folder.loom')))).toBe('is-folder')
  expect(await codeOf(host.versionAt('/etc/passwd'))).toBe('outside-roots')
})

test('when two windows save one file at once, the second is refused', async () => {
  const { shared, at, data } = start()
  const [one, two] = [shared.callsOf({}), shared.callsOf({})]
  const { version } = await one.writeText(at('a.loom'), 'old', 'document', null)
  const codes = await Promise.all(
    [one, two].map((host, i) => codeOf(host.writeText(at('a.loom'), `window ${i}`, 'document', version))),
  )
  expect([...codes].sort()).toEqual(['done', 'file-changed'])
  // The refused text is kept too, like the previous version.
  const texts = readdirSync(join(data, 'previous')).map((name) =>
    readFileSync(join(data, 'previous', name), 'utf8'),
  )
  const refusedText = `window ${codes.indexOf('file-changed')}`
  expect(texts.sort()).toEqual(['old', refusedText])
  expect(await one.previousVersion(at('a.loom'), 'refused')).toMatchObject({
    name: 'a.loom',
    text: refusedText,
  })
})

test('the version before a save is kept and can be read', async () => {
  const { host, at, data, faults } = start()
  expect(await host.previousVersion(at('a.loom'), 'replaced')).toBeNull()
  await host.writeText(at('a.loom'), 'one', 'document', null)
  expect(await host.previousVersion(at('a.loom'), 'replaced')).toBeNull()
  await host.writeText(at('a.loom'), 'two', 'document', null)
  expect(await host.previousVersion(at('a.loom'), 'replaced')).toMatchObject({
    path: at('a.loom'),
    name: 'a.loom',
    text: 'one',
  })
  expect(await codeOf(host.previousVersion('/etc/x.loom', 'refused'))).toBe('outside-roots')
  // At most 50 are kept; the oldest are removed.
  for (let i = 0; i < 51; i++) {
    await host.writeText(at(`n${i}.loom`), 'a', 'document', null)
    await host.writeText(at(`n${i}.loom`), 'b', 'document', null)
  }
  expect(readdirSync(join(data, 'previous'))).toHaveLength(50)
  // At most 256 MiB are kept, in addition to the newest.
  for (const name of readdirSync(join(data, 'previous'))) truncateSync(join(data, 'previous', name), 2 ** 23)
  await host.writeText(at('a.loom'), 'three', 'document', null)
  expect(readdirSync(join(data, 'previous'))).toHaveLength(32)
  expect(faults).toEqual([])
})

test('an app folder that is not writable does not prevent a save', async () => {
  const { host, at, data, faults, shared } = start()
  writeFileSync(data, 'a file where the folder should be')
  await host.writeText(at('a.loom'), 'one', 'document', null)
  await host.writeText(at('a.loom'), 'two', 'document', null)
  await shared.close()
  expect(readFileSync(at('a.loom'), 'utf8')).toBe('two')
  expect(faults.join('\n')).toMatch(/earlier version .* was not kept/)
})

describe('dropped data', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  type Calls = ReturnType<typeof start>['host']
  const drop = async (host: Calls, name: string, text: string, folder: string | null = null) => {
    const id = await host.beginData(name, text.length, folder)
    for (const piece of text.match(/.{1,3}/gs) ?? []) await host.appendData(id, bytes(piece))
    return host.endData(id)
  }

  test('is written next to the document in pieces, and overwrites no other file', async () => {
    const { host, at, root } = start()
    expect(await drop(host, 't.csv', 'a,b,c')).toBe(at('t.csv'))
    expect(await drop(host, 't.csv', 'a,b,c')).toBe(at('t.csv'))
    expect(await drop(host, 't.csv', 'a,b,d', root)).toBe(at('t-2.csv'))
    expect(readFileSync(at('t.csv'), 'utf8')).toBe('a,b,c')
    expect(readFileSync(at('t-2.csv'), 'utf8')).toBe('a,b,d')
    expect(await drop(host, 'empty.csv', '')).toBe(at('empty.csv'))
    expect(await drop(host, 'train-images-idx3-ubyte', 'b')).toBe(at('train-images-idx3-ubyte'))
    for (const name of ['../t.csv', 'a/b.csv', 'a\\b.csv', '.hidden.csv', 'run.sh', 'net.loom', 'c:d.csv'])
      expect(await codeOf(host.beginData(name, 1, null)), name).toBe('bad-name')
    expect(await codeOf(host.beginData('t.csv', 1, '/etc'))).toBe('outside-roots')
    // The folder of the examples is read-only, so the copy is written to the first root.
    expect(await drop(host, 'e.csv', 'x', examples)).toBe(at('e.csv'))
    expect(readdirSync(examples).sort()).toEqual(['iris.csv', 'iris.loom'])
  })

  test('leaves no file open that it was compared with', async () => {
    const { host, at } = start()
    // Linux lists the open files of a process.
    const openFiles = () => (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0)
    const large = bytes('a'.repeat(2 ** 22))
    const dropLarge = async (first: number) => {
      const id = await host.beginData('large.csv', large.length, null)
      await host.appendData(id, Uint8Array.of(first))
      await host.appendData(id, large.subarray(1))
      return host.endData(id)
    }
    await dropLarge(65)
    const before = openFiles()
    for (let i = 0; i < 4; i++) await dropLarge(66 + i)
    expect(await dropLarge(69)).toBe(at('large-5.csv'))
    expect(openFiles()).toBe(before)
  })

  test('that is longer or shorter than announced, or cancelled, leaves nothing', async () => {
    const { host, root, shared } = start()
    const before = readdirSync(root)
    const longer = await host.beginData('t.csv', 2, null)
    expect(await codeOf(host.appendData(longer, bytes('abc')))).toBe('wrong-upload')
    expect(await codeOf(host.appendData(longer, bytes('a')))).toBe('wrong-upload')
    const shorter = await host.beginData('t.csv', 2, null)
    await host.appendData(shorter, bytes('a'))
    expect(await codeOf(host.endData(shorter))).toBe('wrong-upload')
    const given = await host.beginData('t.csv', 2, null)
    await host.cancelData(given)
    await host.cancelData(given)
    await host.beginData('t.csv', 2, null)
    expect(readdirSync(root)).toHaveLength(before.length + 1)
    await shared.close()
    expect(readdirSync(root)).toEqual(before)
  })

  test('is not begun many times at once', async () => {
    const { host } = start()
    for (let i = 0; i < 16; i++) await host.beginData(`t${i}.csv`, 1, null)
    expect(await codeOf(host.beginData('t.csv', 1, null))).toBe('wrong-upload')
  })
})

test('malformed arguments are refused', () => {
  const isValid = (name: keyof typeof hostContract, ...args: unknown[]) =>
    hostContract[name].args.safeParse(args).success
  const draft = { text: '', name: 'n', path: null, folder: null, version: null }
  expect(isValid('keepDraft', draft, null)).toBe(true)
  expect(isValid('keepDraft', { ...draft, more: 1 }, null)).toBe(false)
  expect(isValid('keepDraft', { ...draft, name: '' }, null)).toBe(false)
  expect(isValid('keepDraft', { ...draft, text: 'x'.repeat(MAX_TEXT_BYTES + 1) }, null)).toBe(false)
  for (const id of ['../../x', '0000000000000001/', '0000000000000001.', 'A'.repeat(16)])
    expect(isValid('discardDraft', id), id).toBe(false)
  expect(isValid('readDraft', '0123456789abcdef')).toBe(true)
  expect(isValid('appendData', '0'.repeat(32), [1, 2])).toBe(false)
  expect(isValid('endData', '../x')).toBe(false)
  expect(isValid('beginData', 'a.csv', -1, null)).toBe(false)
  expect(isValid('showing', 'a', false, 'a\0b')).toBe(false)
  expect(isValid('setMenu', { language: 'fr', sections: [] })).toBe(false)
  const entries = Array.from({ length: 201 }, () => ({ id: 'a', label: 'a', enabled: true }))
  expect(isValid('setMenu', { language: 'en', sections: [{ id: 'file', label: 'F', entries }] })).toBe(false)
})

test('the other windows are told of preferences, until they close', async () => {
  const { shared } = start()
  const [own, other] = [{}, {}]
  const told: [string, unknown][] = []
  shared.follow(own, { preferencesChanged: (chosen) => told.push(['own', chosen]) })
  shared.follow(other, { preferencesChanged: (chosen) => told.push(['other', chosen]) })
  const chosen = { theme: 'dark', language: 'ko', dismissed: ['a'], surroundings: false } as const
  await shared.callsOf(own).keepPreferences({ ...chosen, dismissed: ['a'] })
  expect(told).toEqual([['other', chosen]])
  await shared.release(other)
  await shared.callsOf(own).keepPreferences({ ...chosen, dismissed: [] })
  expect(told).toHaveLength(1)
})
