/** Files and folders: caps, UTF-8, atomic writes on a failing disk, and no way out of the roots. */
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { type Disk, hasExtension, readText, versionOf, writeText } from '../../electron/host/files.ts'
import { listFolder } from '../../electron/host/folders.ts'
import { grantsWithin } from '../../electron/host/grants.ts'
import { hostCalls } from '../../electron/host/host-calls.ts'
import { isInside } from '../../electron/host/paths.ts'
import { ProblemError } from '../../shared/problem.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const at = (...parts: string[]) => join(folder, ...parts)

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

const disk = (changes: Partial<Disk>): Disk => ({
  open,
  rename,
  remove: (path) => rm(path, { force: true }),
  ...changes,
})
const anything = { version: null }
const failing = (code: string) => Object.assign(new Error(`${code}: injected`), { code })

test('reads text with its name and full path', async () => {
  writeFileSync(at('a.loom'), '한글 {}')
  expect(await readText(at('a.loom'))).toEqual({
    path: at('a.loom'),
    name: 'a.loom',
    text: '한글 {}',
    version: versionOf('한글 {}'),
  })
})

test('what cannot be read is told by its reason', async () => {
  writeFileSync(at('binary.loom'), Buffer.from([0xff, 0xfe, 0x00, 0x80]))
  writeFileSync(at('large.loom'), 'x'.repeat(100))
  mkdirSync(at('folder.loom'))
  expect(await codeOf(readText(at('missing.loom')))).toBe('read-ENOENT')
  expect(await codeOf(readText(at('binary.loom')))).toBe('not-text')
  expect(await codeOf(readText(at('large.loom'), 99))).toBe('file-too-large')
  expect(await codeOf(readText(at('folder.loom')))).toBe('is-folder')
  expect(await codeOf(readText('/dev/zero'))).toBe('not-text')
})

test('writes, adds the extension, replaces, keeps the mode, leaves no temporary file', async () => {
  const place = at('writing')
  mkdirSync(place)
  const written = await writeText(join(place, 'net'), '{"a":1}', 'document')
  expect(written.path).toBe(join(place, 'net.loom'))
  chmodSync(written.path, 0o600)
  await writeText(written.path, '{"a":2}', 'document')
  expect(readFileSync(written.path, 'utf8')).toBe('{"a":2}')
  expect(statSync(written.path).mode & 0o777).toBe(0o600)
  expect(readdirSync(place)).toEqual(['net.loom'])
})

test('the extension says what may be written', async () => {
  expect(await codeOf(writeText(at('.bashrc'), 'x', 'python'))).toBe('done') // .bashrc.py: a harmless name
  expect(await codeOf(writeText(at('run.sh'), 'x', 'python'))).toBe('wrong-extension')
  expect(await codeOf(writeText(at('code.py'), 'x', 'document'))).toBe('wrong-extension')
  writeFileSync(at('target.sh'), 'old')
  symlinkSync(at('target.sh'), at('link.py'))
  expect(await codeOf(writeText(at('link.py'), 'x', 'python'))).toBe('wrong-extension')
  expect(hasExtension('.loom', 'document')).toBe(false)
})

test('a link is written through, not replaced', async () => {
  writeFileSync(at('real.loom'), 'old')
  symlinkSync(at('real.loom'), at('alias.loom'))
  await writeText(at('alias.loom'), 'new', 'document')
  expect(readFileSync(at('real.loom'), 'utf8')).toBe('new')
})

test.each([
  ['opening', (code: string) => disk({ open: () => Promise.reject(failing(code)) })],
  [
    'writing',
    (code: string) =>
      disk({
        open: async (...args) => {
          const file = await open(...args)
          file.writeFile = async () => {
            await file.write('half')
            throw failing(code)
          }
          return file
        },
      }),
  ],
  [
    'flushing',
    (code: string) =>
      disk({
        open: async (...args) => {
          const file = await open(...args)
          file.sync = () => Promise.reject(failing(code))
          return file
        },
      }),
  ],
  ['renaming', (code: string) => disk({ rename: () => Promise.reject(failing(code)) })],
])('a disk that fails on %s costs nothing that was there', async (where, make) => {
  const place = at(`failing-${where}`)
  mkdirSync(place)
  writeFileSync(join(place, 'net.loom'), 'old')
  for (const code of ['ENOSPC', 'EACCES', 'EIO']) {
    expect(await codeOf(writeText(join(place, 'net.loom'), 'new', 'document', anything, make(code)))).toBe(
      `write-${code}`,
    )
    expect(readFileSync(join(place, 'net.loom'), 'utf8')).toBe('old')
    expect(readdirSync(place)).toEqual(['net.loom'])
  }
})

/** The kernel's own disk that is always full takes the place of the temporary file. */
test('a really full disk: the message says so, and the old file is whole', async () => {
  writeFileSync(at('full.loom'), 'old')
  const full = disk({
    open: (path, flags, mode) =>
      String(path).endsWith('.tmp') ? open('/dev/full', 'w') : open(path, flags, mode),
  })
  const error = await writeText(at('full.loom'), 'new', 'document', anything, full).catch(
    (found: ProblemError) => found,
  )
  expect(readFileSync(at('full.loom'), 'utf8')).toBe('old')
  expect((error as ProblemError).problems[0]!.message.en).toBe(
    `“${at('full.loom')}” could not be written: the disk is full. What was there before is unchanged; save somewhere else or try again.`,
  )
})

test('inside is by parts of the path, not by its beginning', () => {
  expect(isInside('/data', '/data')).toBe(true)
  expect(isInside('/data', '/data/a/b')).toBe(true)
  expect(isInside('/data', '/data/..a')).toBe(true)
  expect(isInside('/data', '/database')).toBe(false)
  expect(isInside('/data', '/')).toBe(false)
  expect(isInside('/data', '/data/../etc')).toBe(false)
})

test('folders are listed within the roots only', async () => {
  const root = at('root')
  mkdirSync(join(root, 'sub'), { recursive: true })
  mkdirSync(at('root-beside'))
  mkdirSync(at('outside'))
  writeFileSync(join(root, 'b.loom'), '')
  writeFileSync(join(root, 'a10.loom'), '')
  writeFileSync(join(root, 'a2.loom'), '')
  writeFileSync(join(root, 'table.csv'), '')
  writeFileSync(join(root, '.hidden.loom'), '')
  writeFileSync(at('outside', 'secret.loom'), 'secret')
  symlinkSync(at('outside'), join(root, 'way-out'))
  symlinkSync(at('outside', 'secret.loom'), join(root, 'leak.loom'))
  symlinkSync(join(root, 'nothing.loom'), join(root, 'to-nothing.loom'))

  const listed = await listFolder([root], null, 'document')
  expect(listed.entries.map((entry) => entry.name)).toEqual(['sub', 'a2.loom', 'a10.loom', 'b.loom'])
  expect(listed.parent).toBeNull()
  expect((await listFolder([root], join(root, 'sub'), 'document')).parent).toBe(root)

  for (const path of [
    join(root, '..'),
    `${root}/../outside`,
    at('root-beside'),
    join(root, 'way-out'),
    '/',
    '/etc',
  ])
    expect(await codeOf(listFolder([root], path, 'document')), path).toBe('outside-roots')
  expect(await codeOf(grantsWithin([root]).check(join(root, 'way-out', 'new.loom')))).toBe('outside-roots')
  expect(await codeOf(grantsWithin([root]).check(join(root, 'leak.loom')))).toBe('outside-roots')
  expect(await grantsWithin([root]).check(join(root, 'new', 'deep.loom'))).toBe(
    join(root, 'new', 'deep.loom'),
  )
})

test('from one root the others are an entry away', async () => {
  const [one, two] = [at('one'), at('two')]
  mkdirSync(one)
  mkdirSync(two)
  const listed = await listFolder([one, two], null, 'document')
  expect(listed.entries).toEqual([{ name: two, path: two, kind: 'folder' }])
})

test('the host reads and writes within its roots, and never into the examples', async () => {
  const [root, examples] = [at('host'), at('examples')]
  mkdirSync(root)
  mkdirSync(examples)
  writeFileSync(join(examples, 'iris.loom'), '{"name":"Iris"}')
  writeFileSync(join(examples, 'lesson-he.loom'), '{"name":"Lesson"}')
  writeFileSync(join(examples, 'iris.csv'), '1')
  const used: string[] = []
  let initial: string | null = join(root, 'net.loom')
  const shared = hostCalls({
    info: { kind: 'web', name: 'test', reason: null, platform: 'linux', dialogs: 'in-app' },
    examples,
    data: at('app-data'),
    roots: [root],
    grants: grantsWithin([root]),
    takeInitial: () => {
      const taken = initial
      initial = null
      return taken
    },
    used: (path) => used.push(path),
  })
  const host = shared.callsOf({})
  await host.writeText(join(root, 'net.loom'), '{}', 'document', null)
  expect((await host.readDocument(join(root, 'net.loom'))).text).toBe('{}')
  expect(used).toEqual([join(root, 'net.loom'), join(root, 'net.loom')])
  expect((await host.initialDocument())?.name).toBe('net.loom')
  expect(await host.initialDocument()).toBeNull()

  expect(await host.examples()).toEqual([
    { id: 'lesson-he', title: 'Lesson', text: '{"name":"Lesson"}' },
    { id: 'iris', title: 'Iris', text: '{"name":"Iris"}' },
  ])
  expect((await host.readExample('iris')).path).toBe(join(examples, 'iris.loom'))
  for (const id of ['../host/net', '..', 'iris.loom', '/etc/passwd', '__proto__', ''])
    expect(await codeOf(host.readExample(id)), id).toBe('no-example')

  expect((await host.readDocument(join(examples, 'iris.loom'))).name).toBe('iris.loom')
  expect(await codeOf(host.readDocument('/etc/passwd'))).toBe('outside-roots')
  expect(await codeOf(host.readDocument(join(examples, 'iris.csv')))).toBe('wrong-extension')
  expect(await codeOf(host.writeText(at('elsewhere.loom'), 'x', 'document', null))).toBe('outside-roots')
  expect(await codeOf(host.writeText(join(examples, 'mine.loom'), 'x', 'document', null))).toBe(
    'outside-roots',
  )
  const wide = hostCalls({
    info: await host.info(),
    examples,
    data: at('app-data'),
    roots: [folder],
    grants: grantsWithin([folder]),
    takeInitial: () => null,
  }).callsOf({})
  expect(await codeOf(wide.writeText(join(examples, 'mine.loom'), 'x', 'document', null))).toBe(
    'read-only-folder',
  )
  expect(await codeOf(host.chooseFile('document', 'open', ''))).toBe('no-dialogs')
  expect(basename((await host.listFolder(null, 'document')).path)).toBe('host')
})
