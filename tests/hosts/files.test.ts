/** Files and folders: size limits, UTF-8, atomic writes on a failing disk, and no access outside the roots. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  lstatSync,
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
import { hasExtension, readText, versionOf, writeText } from '../../electron/host/files.ts'
import { listFolder } from '../../electron/host/folders.ts'
import { grantsWithin } from '../../electron/host/grants.ts'
import { hostCalls } from '../../electron/host/host-calls.ts'
import type { FileSystem } from '../../electron/host/write-file.ts'
import { isInside } from '../../electron/system/paths.ts'
import { ProblemError } from '../../shared/problem.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const at = (...parts: string[]) => join(folder, ...parts)

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

const disk = (changes: Partial<FileSystem>): FileSystem => ({
  open,
  rename,
  remove: (path) => rm(path, { force: true }),
  ...changes,
})
const anyVersion = { version: null }
const failure = (code: string) => Object.assign(new Error(`${code}: injected`), { code })

test('reads text with its name and full path', async () => {
  writeFileSync(at('a.loom'), '한글 {}')
  expect(await readText(at('a.loom'))).toEqual({
    path: at('a.loom'),
    name: 'a.loom',
    text: '한글 {}',
    version: versionOf('한글 {}'),
  })
})

test('an unreadable file is reported with the reason', async () => {
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
  // One mode is narrower than that of a new file, one is wider.
  for (const mode of [0o600, 0o666]) {
    chmodSync(written.path, mode)
    await writeText(written.path, '{"a":2}', 'document')
    expect(readFileSync(written.path, 'utf8')).toBe('{"a":2}')
    expect(statSync(written.path).mode & 0o777).toBe(mode)
  }
  expect(readdirSync(place)).toEqual(['net.loom'])
})

test('only the right extension may be written', async () => {
  expect(await codeOf(writeText(at('.bashrc'), 'x', 'python'))).toBe('done') // It writes .bashrc.py, which is harmless.
  expect(await codeOf(writeText(at('run.sh'), 'x', 'python'))).toBe('wrong-extension')
  expect(await codeOf(writeText(at('code.py'), 'x', 'document'))).toBe('wrong-extension')
  writeFileSync(at('target.sh'), 'old')
  symlinkSync(at('target.sh'), at('link.py'))
  expect(await codeOf(writeText(at('link.py'), 'x', 'python'))).toBe('wrong-extension')
  expect(hasExtension('.loom', 'document')).toBe(false)
})

test('a link is followed, not replaced', async () => {
  writeFileSync(at('real.loom'), 'old')
  symlinkSync(at('real.loom'), at('alias.loom'))
  await writeText(at('alias.loom'), 'new', 'document')
  expect(readFileSync(at('real.loom'), 'utf8')).toBe('new')
})

test.each([
  ['opening', (code: string) => disk({ open: () => Promise.reject(failure(code)) })],
  [
    'writing',
    (code: string) =>
      disk({
        open: async (...args) => {
          const file = await open(...args)
          file.writeFile = async () => {
            await file.write('half')
            throw failure(code)
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
          file.sync = () => Promise.reject(failure(code))
          return file
        },
      }),
  ],
  ['renaming', (code: string) => disk({ rename: () => Promise.reject(failure(code)) })],
])('a disk that fails on %s leaves the old file intact', async (where, make) => {
  const place = at(`failing-${where}`)
  mkdirSync(place)
  writeFileSync(join(place, 'net.loom'), 'old')
  for (const code of ['ENOSPC', 'EACCES', 'EIO']) {
    expect(await codeOf(writeText(join(place, 'net.loom'), 'new', 'document', anyVersion, make(code)))).toBe(
      `write-${code}`,
    )
    expect(readFileSync(join(place, 'net.loom'), 'utf8')).toBe('old')
    expect(readdirSync(place)).toEqual(['net.loom'])
  }
})

/** /dev/full, whose writes always fail with ENOSPC, replaces the temporary file. */
test('a really full disk: the message says so, and the old file is intact', async () => {
  writeFileSync(at('full.loom'), 'old')
  const fullDisk = disk({
    open: (path, flags, mode) =>
      String(path).endsWith('.tmp') ? open('/dev/full', 'w') : open(path, flags, mode),
  })
  const error = await writeText(at('full.loom'), 'new', 'document', anyVersion, fullDisk).catch(
    (found: ProblemError) => found,
  )
  expect(readFileSync(at('full.loom'), 'utf8')).toBe('old')
  expect((error as ProblemError).problems[0]!.message.en).toBe(
    `“${at('full.loom')}” could not be written: the disk is full. Its previous content is unchanged; try again or save somewhere else.`,
  )
})

test('a dangling link is kept, and the file is created at its target', async () => {
  mkdirSync(at('far'))
  symlinkSync(join('far', 'away.loom'), at('near.loom'))
  const written = await writeText(at('near.loom'), 'new', 'document')
  expect(written.path).toBe(at('far', 'away.loom'))
  expect(lstatSync(at('near.loom')).isSymbolicLink()).toBe(true)
  expect(readFileSync(at('far', 'away.loom'), 'utf8')).toBe('new')
})

test('what is not a regular file is refused', async () => {
  execFileSync('mkfifo', [at('pipe.loom')])
  expect(await codeOf(writeText(at('pipe.loom'), 'x', 'document'))).toBe('not-plain')
  expect(lstatSync(at('pipe.loom')).isFIFO()).toBe(true)
  mkdirSync(at('place.loom'))
  expect(await codeOf(writeText(at('place.loom'), 'x', 'document'))).toBe('is-folder')
  const leftovers = readdirSync(folder).filter((name) => name.startsWith('.layerloom'))
  expect(leftovers).toEqual([])
})

/** A folder with one file under two names (hard links). */
function hardLinkedFile(name: string) {
  const place = at(name)
  mkdirSync(place)
  const [one, two] = [join(place, 'one.loom'), join(place, 'two.loom')]
  writeFileSync(one, 'a longer old text')
  linkSync(one, two)
  return { place, one, two, texts: () => [one, two].map((path) => readFileSync(path, 'utf8')) }
}

test('a file with hard links keeps them all', async () => {
  const { place, one, texts } = hardLinkedFile('hard-links')
  for (const text of ['new', 'a new text that is longer than the old one was']) {
    await writeText(one, text, 'document', { version: versionOf(readFileSync(one)) })
    expect(texts()).toEqual([text, text])
  }
  expect(statSync(one).nlink).toBe(2)
  expect(readdirSync(place)).toEqual(['one.loom', 'two.loom'])
})

/** A disk that writes two bytes of the new text and then fails, `times` times. */
const failingInPlace = (times: number) =>
  disk({
    open: async (path, flags, mode) => {
      const file = await open(path, flags, mode)
      if (flags !== 'r+') return file
      let failures = 0
      const write = file.write.bind(file) as unknown as (
        ...args: [Uint8Array, number, number, number]
      ) => Promise<unknown>
      file.write = (async (bytes: Uint8Array, from: number, length: number, position: number) => {
        if (failures++ >= times) return write(bytes, from, length, position)
        await write(bytes, from, 2, position)
        throw failure('ENOSPC')
      }) as never
      return file
    },
  })

test('a file with hard links gets its old text back when the disk fails', async () => {
  const { place, one, texts } = hardLinkedFile('hard-links-failing')
  expect(await codeOf(writeText(one, 'new', 'document', anyVersion, failingInPlace(1)))).toBe('write-ENOSPC')
  expect(texts()).toEqual(['a longer old text', 'a longer old text'])
  expect(readdirSync(place)).toEqual(['one.loom', 'two.loom'])
})

test('if restoring fails too, the old text is in a file next to it, named in the message', async () => {
  const { place, one } = hardLinkedFile('hard-links-dead')
  const error = await writeText(one, 'new', 'document', anyVersion, failingInPlace(2)).catch(
    (found: ProblemError) => found,
  )
  const [copy] = readdirSync(place).filter((name) => name.endsWith('.tmp'))
  expect((error as ProblemError).problems[0]!.code).toBe('not-restored')
  expect((error as ProblemError).problems[0]!.message.en).toContain(join(place, copy!))
  expect(readFileSync(join(place, copy!), 'utf8')).toBe('a longer old text')
})

test('names of up to 255 bytes are saved', async () => {
  const place = at('long-names')
  mkdirSync(place)
  for (const name of [`${'n'.repeat(250)}.loom`, `ab${'가'.repeat(82)}ab.loom`]) {
    expect(Buffer.byteLength(name)).toBe(255)
    for (const text of ['one', 'two'])
      expect((await writeText(join(place, name), text, 'document')).text).toBe(text)
    expect(readFileSync(join(place, name), 'utf8')).toBe('two')
  }
  expect(await codeOf(writeText(join(place, `${'n'.repeat(251)}.loom`), 'x', 'document'))).toBe(
    'write-ENAMETOOLONG',
  )
})

/** A disk on which another program writes the file once, while our temporary file is being written. */
const concurrentWrite = (path: string) => {
  let done = false
  return disk({
    open: async (name, flags, mode) => {
      const file = await open(name, flags, mode)
      if (flags === 'wx' && !done) writeFileSync(path, 'theirs')
      if (flags === 'wx') done = true
      return file
    },
  })
}

test('text that another program wrote at the last moment is not lost', async () => {
  const path = at('meddled.loom')
  writeFileSync(path, 'old')
  const keptTexts: string[] = []
  const keep = async (_: string, old: Uint8Array) => void keptTexts.push(Buffer.from(old).toString())
  const expecting = { version: versionOf('old'), keep }
  expect(await codeOf(writeText(path, 'mine', 'document', expecting, concurrentWrite(path)))).toBe(
    'file-changed',
  )
  expect(readFileSync(path, 'utf8')).toBe('theirs')

  writeFileSync(path, 'old')
  await writeText(path, 'mine', 'document', { version: null, keep }, concurrentWrite(path))
  expect(readFileSync(path, 'utf8')).toBe('mine')
  expect(keptTexts).toEqual(['old', 'old', 'theirs'])
})

test('isInside compares path segments, not prefixes', () => {
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
  expect(await codeOf(grantsWithin([root]).requireGranted(join(root, 'way-out', 'new.loom')))).toBe(
    'outside-roots',
  )
  expect(await codeOf(grantsWithin([root]).requireGranted(join(root, 'leak.loom')))).toBe('outside-roots')
  expect(await grantsWithin([root]).requireGranted(join(root, 'new', 'deep.loom'))).toBe(
    join(root, 'new', 'deep.loom'),
  )
})

test('the listing of one root contains the other roots', async () => {
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
    info: { kind: 'web', name: 'test', reason: null, platform: 'linux', dialogs: 'in-app', notices: [] },
    examples,
    data: at('app-data'),
    roots: [root],
    grants: grantsWithin([root]),
    takeInitial: () => {
      const path = initial
      initial = null
      return path
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
