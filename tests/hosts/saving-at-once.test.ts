/** Several hosts save one file at the same time: each gets the right result, and no text is lost. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withFileLock } from '../../electron/host/file-lock.ts'
import { versionOf } from '../../electron/host/files.ts'
import { grantsWithin } from '../../electron/host/grants.ts'
import { hostCalls } from '../../electron/host/host-calls.ts'
import { bundle, programFolder } from './bundle.ts'
import { temporaryFolder } from './temporary.ts'

const ROUNDS = 60
const folder = temporaryFolder()
const root = join(folder, 'root')
const entry = join(programFolder(), 'saving-host.mjs')
/** Two hosts that share the app folder, like two on one machine, and one that does not. */
const dataFolders = [join(folder, 'data'), join(folder, 'data'), join(folder, 'other')]
let hosts: ChildProcess[] = []

beforeAll(async () => {
  mkdirSync(root)
  await bundle('tests/hosts/saving-host.ts', entry)
  hosts = dataFolders.map((data) => fork(entry, [root, data, join(folder, 'examples')]))
  await Promise.all(hosts.map((host) => once(host, 'message')))
})
afterAll(() => {
  for (const host of hosts) host.kill()
})

interface Answer {
  readonly code: string
  readonly version?: string
}
const save = async (
  host: ChildProcess,
  path: string,
  text: string,
  version: string | null,
): Promise<Answer> => {
  const answer = once(host, 'message')
  host.send({ path, text, version })
  return (await answer)[0]
}
const keptTexts = () =>
  [...new Set(dataFolders)]
    .map((data) => join(data, 'previous'))
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).map((name) => readFileSync(join(place, name), 'utf8')))

test('of hosts that know the same version, one saves; the other is refused, and its text is kept', async () => {
  const path = join(root, 'known.loom')
  writeFileSync(path, 'first')
  let version = versionOf('first')
  for (let round = 0; round < ROUNDS; round++) {
    const pair = [hosts[round % 2]!, hosts[2]!]
    const texts = pair.map((_, i) => `round ${round}, host ${i}`)
    const answers = await Promise.all(pair.map((host, i) => save(host, path, texts[i]!, version)))
    expect(answers.map(({ code }) => code).sort(), `round ${round}`).toEqual(['done', 'file-changed'])
    const winner = answers.findIndex(({ code }) => code === 'done')
    expect(readFileSync(path, 'utf8')).toBe(texts[winner])
    expect(keptTexts()).toContain(texts[1 - winner])
    version = answers[winner]!.version!
  }
  expect(readdirSync(root)).toEqual(['known.loom'])
})

test('of hosts that save one file under two names (hard links), one saves, and the other is refused', async () => {
  const names = ['one.loom', 'two.loom'].map((name) => join(root, name))
  writeFileSync(names[0]!, 'first')
  linkSync(names[0]!, names[1]!)
  let version = versionOf('first')
  for (let round = 0; round < ROUNDS; round++) {
    // Large texts, so that one host reads while the other writes.
    const texts = names.map((_, i) => `round ${round}, host ${i} `.padEnd(200_000 + i, '.'))
    const answers = await Promise.all(names.map((path, i) => save(hosts[i]!, path, texts[i]!, version)))
    expect(answers.map(({ code }) => code).sort(), `round ${round}`).toEqual(['done', 'file-changed'])
    const saved = answers.findIndex(({ code }) => code === 'done')
    for (const path of names) expect(readFileSync(path, 'utf8')).toBe(texts[saved])
    expect(keptTexts()).toContain(texts[1 - saved])
    version = answers[saved]!.version!
  }
})

test('of hosts that overwrite any version, the last one wins, and the replaced text is kept', async () => {
  const path = join(root, 'whatever.loom')
  for (let round = 0; round < ROUNDS; round++) {
    const texts = [0, 1].map((i) => `whatever ${round}, host ${i}`)
    const answers = await Promise.all([0, 1].map((i) => save(hosts[i]!, path, texts[i]!, null)))
    expect(answers.map(({ code }) => code)).toEqual(['done', 'done'])
    const last = texts.indexOf(readFileSync(path, 'utf8'))
    expect(last).not.toBe(-1)
    expect(keptTexts()).toContain(texts[1 - last])
  }
})

test('a stale lock is removed, but not while it is being touched', async () => {
  const path = join(folder, 'locked.loom')
  let lock = ''
  await withFileLock(path, async () => {
    lock = join(folder, readdirSync(folder).find((name) => name.endsWith('.lock'))!)
  })
  expect(existsSync(lock)).toBe(false)

  writeFileSync(lock, '')
  let touches = 0
  const pace = {
    beat: 500,
    stale: 10,
    every: 0,
    limit: Number.POSITIVE_INFINITY,
    /** A fake clock: every call advances it and touches the lock. */
    now: () => {
      if (touches++ < 100) utimesSync(lock, touches, touches)
      return touches * 6
    },
  }
  expect(await withFileLock(path, async () => touches, pace)).toBeGreaterThan(100)
  expect(readdirSync(folder).filter((name) => name.startsWith('.layerloom'))).toEqual([])
})

test('waiting for a lock that is never released fails, and the lock stays', async () => {
  const path = join(folder, 'held.loom')
  await withFileLock(path, async () => {
    let clock = 0
    const pace = { beat: 500, stale: 1000, every: 0, limit: 100, now: () => clock++ }
    await expect(withFileLock(path, async () => 'done', pace)).rejects.toMatchObject({
      problems: [{ code: 'write-EBUSY' }],
    })
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toHaveLength(1)
  })
})

test('a file locked by another program does not block the saving of others', async () => {
  const [held, free] = [join(root, 'held.loom'), join(root, 'free.loom')]
  const host = hostCalls({
    info: { kind: 'web', name: 'test', reason: null, platform: 'linux', dialogs: 'in-app', notices: [] },
    examples: join(folder, 'examples'),
    data: join(folder, 'data'),
    roots: [root],
    grants: grantsWithin([root]),
    takeInitial: () => null,
  }).callsOf({})
  let waiting: Promise<unknown> = Promise.resolve()
  await withFileLock(held, async () => {
    waiting = host.writeText(held, 'later', 'document', null)
    await host.writeText(free, 'at once', 'document', null)
    expect(existsSync(held)).toBe(false)
  })
  await waiting
  expect(readFileSync(held, 'utf8')).toBe('later')
})

test('a folder in which no lock can be created is reported as not writable', async () => {
  const work = withFileLock(join(folder, 'no', 'such', 'net.loom'), async () => 'done')
  await expect(work).rejects.toMatchObject({ problems: [{ code: 'write-ENOENT' }] })
})
