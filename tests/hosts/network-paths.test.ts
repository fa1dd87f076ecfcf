/** On Windows, a file call on `\\server\…` contacts that server. A path in a document, a run's folder or a page must not lead to one
 *  without permission. The tests use the path rules of Windows explicitly, so they run on every system. */
import { posix, win32 } from 'node:path'
import { expect, test } from 'vitest'
import { permitFiles, permitServers } from '../../electron/engine/data/permit-files.ts'
import { takeAbandoned, writeNote } from '../../electron/engine/runs/active-runs.ts'
import { mayBeThere, ownerPath } from '../../electron/engine/runs/owner-path.ts'
import { dataAccess } from '../../electron/host/data-access.ts'
import { grantsByChoice, grantsWithin } from '../../electron/host/grants.ts'
import { followLinks, isInside, isNetworkPath, realOf } from '../../electron/system/paths.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { temporaryFolder } from './temporary.ts'

const NETWORK_PATHS = [
  '\\\\server\\share\\x.csv',
  '//server/share/x.csv',
  '\\/server/share\\x.csv',
  '\\\\server@SSL\\DavWWWRoot\\x.csv',
  '\\\\?\\UNC\\server\\share\\x.csv',
  '\\\\.\\UNC\\server\\share\\x.csv',
  '//?/unc/server/share/x.csv',
  '\\\\?\\GLOBALROOT\\Device\\Mup\\server\\share\\x.csv',
  '\\\\.\\pipe\\x',
]
const LOCAL_PATHS = [
  'C:\\home\\x.csv',
  'c:/home/x.csv',
  '\\home\\x.csv',
  'x.csv',
  '..\\\\server\\share\\x.csv',
  'C:\\\\server\\share\\x.csv',
  '\\\\?\\C:\\home\\x.csv',
  '//./c:/home/x.csv',
]

test('a network path is recognized by its text', () => {
  for (const path of NETWORK_PATHS) expect([path, isNetworkPath(path, win32)]).toEqual([path, true])
  for (const path of LOCAL_PATHS) expect([path, isNetworkPath(path, win32)]).toEqual([path, false])
  // On other systems, two slashes are the same as one.
  for (const path of NETWORK_PATHS) expect(isNetworkPath(path, posix)).toBe(false)
})

test('a path relative to a network folder is a network path, and a path outside it is not inside', () => {
  expect(isNetworkPath(win32.resolve('\\\\server\\share\\nets', 'x.csv'), win32)).toBe(true)
  const folder = '\\\\server\\share\\nets'
  expect(isInside(folder, '\\\\server\\share\\nets\\x.csv', win32)).toBe(true)
  expect(isInside(folder, '\\\\server\\share\\x.csv', win32)).toBe(false)
  expect(isInside('C:\\nets', '\\\\server\\share\\x.csv', win32)).toBe(false)
})

/** A disk that records the requested paths. */
function disk() {
  const asked: string[] = []
  const recordPath = async (path: string) => {
    asked.push(path)
    return path
  }
  return { asked, links: { realpath: recordPath, readlink: recordPath } }
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

test('the real path of a network path is not resolved without permission', async () => {
  const { asked, links } = disk()
  for (const path of NETWORK_PATHS) expect(await realOf(path, win32, links)).toBe(win32.resolve(path))
  expect(asked).toEqual([])
  await realOf('C:\\x.csv', win32, links)
  await followLinks(NETWORK_PATHS[0]!, win32, links)
  expect(asked).toEqual(['C:\\x.csv', NETWORK_PATHS[0]])
})

test('a host refuses a network path without a disk access, and accepts it once it was chosen', async () => {
  const { asked, links } = disk()
  const paths = { realOf: (path: string) => realOf(path, win32, links), pathModule: win32 }
  const home = temporaryFolder()
  const open = (grants: ReturnType<typeof grantsByChoice>, within: boolean) =>
    dataAccess(
      { place: `${home}/allowed-${within}.json`, grants, within, examples: 'C:\\app', report: () => {} },
      paths,
    )
  const grants = grantsByChoice(paths.realOf)
  const desktop = open(grants, false)
  const web = open(grantsWithin(['C:\\nets'], paths), true)
  grants.grant('C:\\nets\\net.loom')
  for (const path of NETWORK_PATHS)
    for (const document of [null, 'C:\\nets\\net.loom', '\\\\server\\share\\net.loom']) {
      expect(await codeOf(desktop.check(path, document))).toBe('data_not_allowed')
      expect(await codeOf(web.check(path, document))).toBe('outside-roots')
    }
  expect(asked.filter((path) => path.startsWith('\\\\') || path.startsWith('//'))).toEqual([])

  const [path] = NETWORK_PATHS as [string]
  await desktop.allow(path, 'C:\\nets\\net.loom')
  expect(await codeOf(desktop.check(path, 'C:\\nets\\net.loom'))).toBe('done')
  expect(await codeOf(desktop.check(path, null))).toBe('data_not_allowed')
  // A chosen document on a server may read data next to it.
  grants.grant('\\\\server\\share\\net.loom')
  expect(await codeOf(desktop.check(path, '\\\\server\\share\\net.loom'))).toBe('done')
  expect(await codeOf(desktop.check('\\\\other\\share\\x.csv', '\\\\server\\share\\net.loom'))).toBe(
    'data_not_allowed',
  )
})

const csv = (path: string) =>
  ({ source: { type: 'csv', path } }) as unknown as Parameters<typeof permitFiles>[0]
const throwRefusal = async (path: string) => {
  throw new ProblemError([problem('data_not_allowed', untranslated(path))])
}

test('permission for a document’s data is requested for the resolved path', async () => {
  const asked: string[] = []
  const recordPath = async (path: string) => void asked.push(path)
  await permitFiles(csv('//server/share/x.csv'), 'C:\\nets', recordPath, win32)
  await permitFiles(csv('x.csv'), '\\\\server\\share', recordPath, win32)
  expect(asked).toEqual(['\\\\server\\share\\x.csv', '\\\\server\\share\\x.csv'])
})

test('permission is requested for every file of a table, and a refusal names its place', async () => {
  const source = { type: 'csv', path: 'C:\\a.csv', more_paths: ['b.csv', '\\\\server\\share\\c.csv'] }
  const data = { source } as unknown as Parameters<typeof permitFiles>[0]
  const asked: string[] = []
  await permitFiles(data, 'C:\\nets', async (path) => void asked.push(path), win32)
  expect(asked).toEqual(['C:\\a.csv', 'C:\\nets\\b.csv', '\\\\server\\share\\c.csv'])
  const refusal = await permitServers(
    { reference: data, folder: 'C:\\nets', override: null },
    throwRefusal,
    win32,
  ).catch((error: unknown) => (error as ProblemError).problems)
  expect(refusal).toEqual([expect.objectContaining({ code: 'data_not_allowed', field: 'more_paths.1' })])
})

test('permission is requested for a run’s network path, but not for a local one', async () => {
  const permitted = (path: string, folder: string | null, override: string | null) =>
    codeOf(permitServers({ reference: csv(path), folder, override }, throwRefusal, win32))
  for (const path of NETWORK_PATHS) {
    expect(await permitted(path, 'C:\\nets', null)).toBe('data_not_allowed')
    expect(await permitted('x.csv', 'C:\\nets', path)).toBe('data_not_allowed')
  }
  expect(await permitted('x.csv', '\\\\server\\share', null)).toBe('data_not_allowed')
  for (const path of LOCAL_PATHS) expect(await permitted(path, 'C:\\nets', null)).toBe('done')
  // The override is read instead of the path of the document.
  expect(await permitted(NETWORK_PATHS[0]!, 'C:\\nets', 'C:\\x.csv')).toBe('done')
})

test('the owner document of a run is not looked up on a server', () => {
  const asked: string[] = []
  const exists = (path: string) => asked.push(path) > 100
  const realpath = (path: string) => {
    asked.push(path)
    return path
  }
  const windows = { exists, realpath, pathModule: win32 }
  for (const path of NETWORK_PATHS) {
    expect(mayBeThere(path, windows)).toBe(true)
    expect(ownerPath(path, windows)).toBe(win32.resolve(path))
  }
  expect(asked).toEqual([])
  expect(mayBeThere('C:\\gone.loom', windows)).toBe(false)
  expect(ownerPath('C:\\net.loom', windows)).toBe('C:\\net.loom')
  expect(asked).toHaveLength(2)
})

test('a note of an active run on a server is skipped at the start, and kept', () => {
  const runs = temporaryFolder()
  const notes = NETWORK_PATHS.map((folder, i) => ({ run: `00000000-0000-4000-8000-00000000000${i}`, folder }))
  for (const note of notes) writeNote(runs, note)
  expect(takeAbandoned(runs, win32)).toEqual([])
  // With POSIX rules these are local folders, which do not exist.
  expect(takeAbandoned(runs, posix)).toEqual(notes)
})
