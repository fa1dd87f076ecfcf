/** Data chosen for a document without a file belongs to its draft only, and after a save to its file only. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { namedFiles } from '../../electron/host/data-files.ts'
import { grantsByChoice, grantsWithin } from '../../electron/host/grants.ts'
import { hostCalls } from '../../electron/host/host-calls.ts'
import { ProblemError } from '../../shared/problem.ts'
import { temporaryFolder } from './temporary.ts'

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

/** A home folder on which apps are started, on the desktop or in a browser. */
function home(kind: 'electron' | 'web') {
  const root = temporaryFolder()
  const examples = join(root, 'examples')
  const documents = join(root, 'documents')
  for (const folder of [examples, documents, join(root, 'elsewhere')]) mkdirSync(folder)
  const table = join(root, 'elsewhere', 'table.csv')
  writeFileSync(table, '1')
  const start = () => {
    const grants = kind === 'web' ? grantsWithin([root]) : grantsByChoice()
    const shared = hostCalls({
      info: { kind, name: 'test', reason: null, platform: 'linux', dialogs: 'native', notices: [] },
      examples,
      data: join(root, 'data'),
      roots: kind === 'web' ? [root] : null,
      grants,
      takeInitial: () => null,
    })
    const host = shared.callsOf({})
    return {
      host,
      grants,
      check: (path: string, document: string | null) => codeOf(shared.access.check(path, document)),
      /** Chooses a file in the way of this kind of host. */
      async choose(path: string) {
        if (kind === 'web') await host.allowData(path, null)
        else grants.grant(path)
      },
      close: () => shared.close(),
    }
  }
  return { start, table, net: join(documents, 'net.loom'), place: join(root, 'data', 'allowed-data.json') }
}
const textWith = (path: string) => JSON.stringify({ data: { source: { type: 'csv', path } } })
const untitledDraft = (text: string) => ({ text, name: 'net', path: null, folder: null, version: null })

test.each(['electron', 'web'] as const)('%s: the permissions of a draft move to its file', async (kind) => {
  const { start, table, net, place } = home(kind)
  const first = start()
  await first.choose(table)
  expect(await first.check(table, null)).toBe('done')
  const id = await first.host.keepDraft(untitledDraft(textWith(table)), null)
  await first.close()

  const second = start()
  expect(await second.check(table, null)).toBe('data_not_allowed')
  await second.host.readDraft(id)
  expect(await second.check(table, null)).toBe('done')
  await second.host.keepDraft(untitledDraft(textWith(table)), id)
  second.grants.grant(net)
  await second.host.writeText(net, textWith(table), 'document', null)
  await second.host.dropDraft()
  await second.close()
  expect(JSON.parse(readFileSync(place, 'utf8'))).toEqual([{ document: net, path: table }])

  const third = start()
  third.grants.grant(net)
  expect(await third.check(table, net)).toBe('done')
  expect(await third.check(table, null)).toBe('data_not_allowed')
  await third.close()
})

test('discarding a draft removes its permissions', async () => {
  const { start, table, place } = home('electron')
  const first = start()
  await first.choose(table)
  const id = await first.host.keepDraft(untitledDraft(textWith(table)), null)
  await first.close()
  const second = start()
  await second.host.discardDraft(id)
  await second.close()
  expect(JSON.parse(readFileSync(place, 'utf8'))).toEqual([])
})

test('a document that names a file that was not chosen gives no permission', async () => {
  const { start, table, net, place } = home('electron')
  const first = start()
  await first.host.keepDraft(untitledDraft(textWith(table)), null)
  first.grants.grant(net)
  await first.host.writeText(net, textWith(table), 'document', null)
  expect(await first.check(table, net)).toBe('data_not_allowed')
  await first.close()
  expect(existsSync(place)).toBe(false)
})

test('permissions of an earlier version are ignored for documents without a file, and valid for others', async () => {
  const { start, table, net, place } = home('electron')
  mkdirSync(join(place, '..'), { recursive: true })
  writeFileSync(
    place,
    JSON.stringify([
      { document: '', path: table },
      { document: net, path: table },
    ]),
  )
  const { check, grants, close } = start()
  expect(await check(table, null)).toBe('data_not_allowed')
  grants.grant(net)
  expect(await check(table, net)).toBe('done')
  await close()
})

test('the files that a document names', () => {
  expect(namedFiles(textWith('x.csv'), '/home')).toEqual(['/home/x.csv'])
  expect(namedFiles(textWith('x.csv'), null)).toEqual([])
  for (const text of ['', '{', 'null', '[]', '{"data":5}', '{"data":{"source":{"type":5}}}', textWith(' ')])
    expect(namedFiles(text, '/home')).toEqual([])
})
