/** A compromised page on the desktop can access only the files that the person chose. */
import { EventEmitter } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IpcMain } from 'electron'
import { expect, test } from 'vitest'
import { grantsByChoice } from '../../electron/host/grants.ts'
import { hostCalls } from '../../electron/host/host-calls.ts'
import { acceptDrops } from '../../electron/main/drops.ts'
import { realOf } from '../../electron/system/paths.ts'
import { ProblemError } from '../../shared/problem.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const examples = join(folder, 'examples')
mkdirSync(examples)
writeFileSync(join(examples, 'iris.loom'), '{}')
let count = 0

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

/** A desktop host with its own app folder; `restart` starts another one on the same folders. */
function start(find?: (path: string) => Promise<string>) {
  const home = join(folder, String(++count))
  const documents = join(home, 'documents')
  mkdirSync(documents, { recursive: true })
  const restart = (given: string | null = null) => {
    const grants = grantsByChoice(find)
    const shared = hostCalls({
      info: {
        kind: 'electron',
        name: 'test',
        reason: null,
        platform: 'linux',
        dialogs: 'native',
        notices: [],
      },
      examples,
      data: join(home, 'data'),
      roots: null,
      grants,
      takeInitial: () => given,
    })
    return { grants, shared, host: shared.callsOf({}) }
  }
  const place = (name: string, text = 'mine') => {
    const path = join(documents, name)
    writeFileSync(path, text)
    return path
  }
  return { ...restart(), restart, place, documents, data: join(home, 'data') }
}

test('a file that was not chosen is neither read nor examined nor written', async () => {
  const { host, place, documents } = start()
  const path = place('thesis.loom')
  for (const attack of [
    () => host.readDocument(path),
    () => host.versionAt(path),
    () => host.previousVersion(path, 'replaced'),
    () => host.writeText(path, 'theirs', 'document', null),
    // A refused call must not give access to a later one.
    () => host.writeText(path, 'theirs', 'document', null),
    () => host.writeText(join(documents, 'new.loom'), 'theirs', 'document', null),
    () => host.writeText(join(documents, 'startup.py'), 'theirs', 'python', null),
  ])
    expect(await codeOf(attack())).toBe('not-chosen')
  expect(readFileSync(path, 'utf8')).toBe('mine')
  expect(readdirSync(documents)).toEqual(['thesis.loom'])
  const refusal = await host.readDocument(path).catch((error: ProblemError) => error)
  expect((refusal as ProblemError).problems[0]!.message.en).toBe(
    `“${path}” was not chosen here. Choose it with Open or Save As, or drop it on the window.`,
  )
})

test('chosen files are read and written: from a dialog, a drop, an argument or the recent files', async () => {
  const { host, grants, shared, place, documents, restart } = start()
  const [chosen, given] = [place('chosen.loom'), place('given.loom')]
  grants.grant(chosen)
  expect((await host.readDocument(chosen)).text).toBe('mine')
  grants.grant(join(documents, 'new.loom'))
  await host.writeText(join(documents, 'new.loom'), 'new', 'document', null)
  await shared.close()

  const started = restart(given)
  expect((await started.host.initialDocument())?.path).toBe(given)
  await started.host.writeText(given, 'written', 'document', null)
  expect(await codeOf(started.host.readDocument(chosen))).toBe('not-chosen') // Until the list of recent files is requested.
  expect((await started.host.recent()).map(({ name }) => name)).toContain('chosen.loom')
  await started.host.writeText(chosen, 'written', 'document', null)
  expect(readFileSync(chosen, 'utf8')).toBe('written')
  await started.shared.close()
})

test('examples are read-only', async () => {
  const { host, grants } = start()
  const path = join(examples, 'iris.loom')
  expect((await host.readDocument(path)).name).toBe('iris.loom')
  expect(await codeOf(host.writeText(path, 'x', 'document', null))).toBe('not-chosen')
  grants.grant(path)
  expect(await codeOf(host.writeText(path, 'x', 'document', null))).toBe('read-only-folder')
})

test('a chosen file is accessible by every name, but not through a link that was retargeted', async () => {
  const { host, grants, place, documents } = start()
  const [real, other] = [place('real.loom'), place('other.loom', 'other')]
  const link = join(documents, 'link.loom')
  symlinkSync(real, link)
  grants.grant(link)
  expect((await host.readDocument(`${documents}/./real.loom`)).text).toBe('mine')
  rmSync(link)
  symlinkSync(other, link)
  expect(await codeOf(host.readDocument(link))).toBe('not-chosen')
})

/** A realpath that never resolves for paths on an unresponsive disk. */
const unresponsiveDisk = (path: string) =>
  path.startsWith('/gone') ? new Promise<string>(() => {}) : realOf(path)

test('a chosen file on an unresponsive disk blocks no other file, chosen or not', async () => {
  const grants = grantsByChoice(unresponsiveDisk)
  grants.grant('/gone/net.loom')
  grants.grant('/here/net.loom')
  expect(await grants.requireGranted('/here/net.loom')).toBe('/here/net.loom')
  expect(await grants.grantedRealPath('/here/other.csv')).toBeNull()
  expect(grants.wasChosen('/gone/net.loom')).toBe(true)
  expect(grants.wasChosen('/gone/other.loom')).toBe(false)
})

test('an unresponsive disk is asked once about a file, however often it is chosen', () => {
  const checkedPaths: string[] = []
  const grants = grantsByChoice((path) => {
    checkedPaths.push(path)
    return unresponsiveDisk(path)
  })
  for (let i = 0; i < 5; i++) {
    grants.grant('/gone/net.loom')
    void grants.grantedRealPath('/gone/net.loom')
  }
  expect(checkedPaths).toEqual(['/gone/net.loom'])
})

test('data, saves, drafts, closing and quitting work despite a chosen file on an unresponsive disk', async () => {
  const { host, grants, shared, place, documents } = start(unresponsiveDisk)
  const [net, table] = [place('net.loom'), place('table.csv')]
  for (const path of [net, '/gone/net.loom', '/gone/table.csv']) grants.grant(path)
  await shared.access.check(table, net)

  const text = JSON.stringify({ data: { source: { type: 'csv', path: '/gone/table.csv' } } })
  const saved = await host.writeText(net, text, 'document', null)
  expect(readFileSync(net, 'utf8')).toBe(text)

  const draft = { text, name: 'net', folder: documents, version: null }
  const [share, other, untitled] = [{}, {}, {}]
  const kept = await shared.callsOf(share).keepDraft({ ...draft, path: '/gone/net.loom' }, null)
  await shared.callsOf(other).keepDraft({ ...draft, path: saved.path }, null)
  await shared.callsOf(untitled).keepDraft({ ...draft, path: null }, null)
  await shared.drafts.giveUp(other)
  shared.drafts.release(share)
  expect(await host.readDraft(kept)).toMatchObject({ path: '/gone/net.loom' })
  await shared.close()
})

test('a recent file on an unresponsive disk is listed, and so are the others', async () => {
  const { host, shared, place, data } = start(unresponsiveDisk)
  const path = place('net.loom')
  mkdirSync(data)
  const files = [path, '/gone/net.loom'].map((each) => ({ path: each, at: 1 }))
  writeFileSync(join(data, 'recent.json'), JSON.stringify({ last: null, files }))
  expect((await host.recent()).map((file) => file.path)).toEqual([path, '/gone/net.loom'])
  await shared.close()
})

test('a window cannot name the file that the next start opens', async () => {
  const { host, shared, place, restart } = start()
  const path = place('thesis.loom')
  await host.showing('innocent', false, path)
  await shared.close()
  const next = restart()
  expect(await next.host.initialDocument()).toBeNull()
  expect(await codeOf(next.host.readDocument(path))).toBe('not-chosen')
})

test('a draft remembers its file only if it was chosen', async () => {
  const { host, shared, grants, place, restart } = start()
  const [mine, theirs] = [place('mine.loom'), place('theirs.loom')]
  grants.grant(mine)
  const draft = { text: '{}', name: 'net', folder: null, version: 'v' }
  const [other, owner] = [{}, {}]
  const kept = await shared.callsOf(owner).keepDraft({ ...draft, path: mine }, null)
  const made = await shared.callsOf(other).keepDraft({ ...draft, path: theirs }, null)
  for (const window of [owner, other]) shared.drafts.release(window)
  await shared.close()
  expect(await codeOf(host.readDocument(theirs))).toBe('not-chosen')

  const next = restart()
  expect(await next.host.readDraft(made)).toMatchObject({ path: null, version: null, text: '{}' })
  expect(await codeOf(next.host.writeText(theirs, 'x', 'document', null))).toBe('not-chosen')
  expect(await next.host.readDraft(kept)).toMatchObject({ path: mine, version: 'v' })
  expect((await next.host.readDocument(mine)).text).toBe('mine')
  await next.shared.close()
})

test('drops are accepted only from the preload of our page, as a list of paths', () => {
  const ipc = new EventEmitter()
  const granted: string[] = []
  const faults: string[] = []
  acceptDrops(
    ipc as unknown as IpcMain,
    (event) => (event as unknown as { trusted: boolean }).trusted,
    (path) => granted.push(path),
    (fault) => faults.push(fault),
  )
  ipc.emit('files:dropped', { trusted: true }, ['/a.loom', '', 5, null, 'x'.repeat(5000), '/b.csv'])
  ipc.emit('files:dropped', { trusted: false }, ['/c.loom'])
  ipc.emit('files:dropped', { trusted: true }, '/d.loom')
  expect(granted).toEqual(['/a.loom', '/b.csv'])
  expect(faults).toEqual(['files:dropped: not from a page of ours', 'files:dropped: not a list'])
})
