/** Unsaved work on the disk: one draft per window, offered after its window has closed, never lost silently; hostile files are refused. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Drafts, draftsIn, MAX_DRAFTS } from '../../electron/host/drafts.ts'
import { grantsWithin } from '../../electron/host/grants.ts'
import type { Draft } from '../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../shared/problem.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
let count = 0
const newFolder = () => join(folder, String(++count))

/** Every path counts as chosen by the person. */
const grants = grantsWithin(['/'])
const opened: Drafts[] = []
const open = (place: string) => {
  const drafts = draftsIn(place, grants)
  opened.push(drafts)
  return drafts
}
afterEach(async () => {
  for (const drafts of opened.splice(0)) await drafts.close()
})

const draft = (text: string, changes: Partial<Draft> = {}): Draft => ({
  text,
  name: 'net',
  path: null,
  folder: null,
  version: null,
  ...changes,
})
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )
/** The header line of a draft file, as a killed host leaves it. */
const header = (host: string) =>
  `${JSON.stringify({ format: 'layerloom-draft', host, at: 5, name: 'old', path: null, folder: null, version: null })}\n`
/** An unused pid: that of a child that has exited. */
const deadPid = (): number =>
  Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }))

test('a window’s draft is one file, replaced by each edit and removed when nothing is unsaved', async () => {
  const place = newFolder()
  const drafts = open(place)
  const window = {}
  const id = await drafts.save(window, draft('one\ntwo', { path: '/a/net.loom', version: 'v' }), null)
  expect(await drafts.save(window, draft('한글\n'), id)).toBe(id)
  expect(readdirSync(place).filter((name) => !name.endsWith('.host'))).toEqual([`${id}.draft`])
  expect(
    readFileSync(join(place, `${id}.draft`), 'utf8')
      .split('\n')
      .slice(1),
  ).toEqual(['한글', ''])
  expect(await drafts.orphaned()).toEqual([]) // Its window is open.
  await drafts.drop(window)
  expect(readdirSync(place).some((name) => name.endsWith('.draft'))).toBe(false)
})

test('two windows have two drafts, also when a duplicated tab sends the other’s id', async () => {
  const drafts = open(newFolder())
  const [one, two] = [{}, {}]
  const id = await drafts.save(one, draft('mine'), null)
  const other = await drafts.save(two, draft('yours'), id)
  expect(other).not.toBe(id)
  drafts.release(one)
  expect((await drafts.orphaned()).map((d) => d.id)).toEqual([id])
  expect((await drafts.read(id)).text).toBe('mine')
  expect(await codeOf(drafts.read(other))).toBe('foreign-draft')
  expect(await codeOf(drafts.discard(other))).toBe('foreign-draft')
  await drafts.discard(id)
  expect(await drafts.orphaned()).toEqual([])
})

test('the draft of a closed window can be taken over with its id', async () => {
  const drafts = open(newFolder())
  const id = await drafts.save({}, draft('work', { path: '/a/b.loom', folder: '/a', version: 'x' }), null)
  expect(await drafts.orphaned()).toEqual([]) // Still owned by its window.
  const [otherWindow, closedWindow] = [{}, {}]
  const second = await drafts.save(closedWindow, draft('more'), null)
  drafts.release(closedWindow)
  const read = await drafts.read(second)
  expect(read).toMatchObject({ id: second, text: 'more', name: 'net' })
  expect(await drafts.save(otherWindow, draft('more still'), second)).toBe(second)
  expect(await drafts.orphaned()).toEqual([])
  expect(id).not.toBe(second)
})

test('giving up removes the draft and refuses later ones', async () => {
  const drafts = open(newFolder())
  const window = {}
  await drafts.save(window, draft('x'), null)
  await drafts.giveUp(window)
  expect(await codeOf(drafts.save(window, draft('late'), null))).toBe('no-draft')
  expect(await drafts.orphaned()).toEqual([])
})

test('a killed host’s drafts are offered at once, a living host’s are not', async () => {
  const place = newFolder()
  mkdirSync(place)
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
  await once(child, 'spawn')
  const host = `${child.pid}-aaaaaaaa`
  writeFileSync(join(place, `${host}.host`), '')
  writeFileSync(join(place, '00000000000000aa.draft'), `${header(host)}text`)
  const drafts = open(place)
  try {
    expect(await drafts.orphaned()).toEqual([])
    expect(await codeOf(drafts.discard('00000000000000aa'))).toBe('foreign-draft')
    // A reused pid: the host has not updated its mark for a long time.
    const before = new Date(Date.now() - 120_000)
    utimesSync(join(place, `${host}.host`), before, before)
    expect((await drafts.orphaned()).map((d) => d.name)).toEqual(['old'])
  } finally {
    child.kill('SIGKILL')
  }
  const dead = `${deadPid()}-bbbbbbbb`
  writeFileSync(join(place, `${dead}.host`), '')
  writeFileSync(join(place, '00000000000000bb.draft'), `${header(dead)}more`)
  expect((await drafts.orphaned()).length).toBe(2)
  expect(readdirSync(place)).not.toContain(`${dead}.host`)
  expect((await drafts.read('00000000000000bb')).text).toBe('more')
})

test('another program finds the drafts of this one after it has ended', async () => {
  const place = newFolder()
  const first = open(place)
  const id = await first.save({}, draft('kept'), null)
  const second = open(place)
  expect(await second.orphaned()).toEqual([])
  await first.close()
  expect((await second.orphaned()).map((d) => d.id)).toEqual([id])
})

test('hostile drafts: damaged ones are listed and can be discarded, nothing outside is touched', async () => {
  const place = newFolder()
  mkdirSync(place)
  writeFileSync(join(folder, 'secret'), `${header('1-aaaaaaaa')}secret`)
  writeFileSync(join(place, '0000000000000001.draft'), 'no header')
  writeFileSync(join(place, '0000000000000002.draft'), `{"format":"layerloom-draft","host":"../x"}\n`)
  writeFileSync(join(place, '0000000000000003.draft'), `${'x'.repeat(100_000)}\n`)
  symlinkSync(join(folder, 'secret'), join(place, '0000000000000004.draft'))
  execFileSync('mkfifo', [join(place, '0000000000000005.draft')])
  writeFileSync(join(place, '..hidden.draft'), header('1-aaaaaaaa'))
  const drafts = open(place)
  const left = await drafts.orphaned()
  expect(left.map((d) => d.id).sort()).toEqual([1, 2, 3, 4, 5].map((n) => `000000000000000${n}`))
  for (const { id, at } of left) {
    expect(at).toBe(0)
    expect(await codeOf(drafts.read(id))).toBe('broken-draft')
  }
  for (const id of ['../secret', '..', '/etc/passwd', '0000000000000009', ''])
    expect(await codeOf(drafts.read(id)), id).toBe('no-draft')
  for (const { id } of left) await drafts.discard(id)
  expect(await drafts.orphaned()).toEqual([])
  expect(statSync(join(folder, 'secret')).isFile()).toBe(true)
})

test('too many drafts: a new one is refused, and none is removed', async () => {
  const place = newFolder()
  mkdirSync(place)
  const host = `${deadPid()}-cccccccc`
  for (let i = 0; i < MAX_DRAFTS; i++)
    writeFileSync(join(place, `${String(i).padStart(16, '0')}.draft`), `${header(host)}text`)
  const drafts = open(place)
  const window = {}
  expect(await codeOf(drafts.save(window, draft('x'), null))).toBe('too-many-drafts')
  expect((await drafts.orphaned()).length).toBe(MAX_DRAFTS)
  unlinkSync(join(place, '0000000000000000.draft'))
  const id = await drafts.save(window, draft('x'), null)
  // Its existing draft does not count again.
  expect(await drafts.save(window, draft('y'), id)).toBe(id)
})
