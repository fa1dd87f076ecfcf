/** The files that a document may read as data: those in its folder, those the person chose, the examples, and allowed ones. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dataAccess } from '../../electron/host/data-access.ts'
import { grantsByChoice, grantsWithin } from '../../electron/host/grants.ts'
import { ProblemError } from '../../shared/problem.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const examples = join(folder, 'examples')
mkdirSync(examples)
writeFileSync(join(examples, 'iris.csv'), '1')
let count = 0

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

/** A home folder with documents and, outside their folder, data; `desktop` and `web` start an app on it. */
function home() {
  const root = join(folder, String(++count))
  const documents = join(root, 'documents')
  const elsewhere = join(root, 'elsewhere')
  for (const each of [documents, elsewhere]) mkdirSync(each, { recursive: true })
  const file = (path: string) => {
    writeFileSync(path, '1')
    return path
  }
  const faults: string[] = []
  const options = {
    place: join(root, 'data', 'allowed-data.json'),
    examples,
    report: (f: string) => void faults.push(f),
  }
  return {
    root,
    place: options.place,
    faults,
    net: file(join(documents, 'net.loom')),
    beside: file(join(documents, 'table.csv')),
    outside: file(join(elsewhere, 'table.csv')),
    file,
    documents,
    desktop() {
      const grants = grantsByChoice()
      return { grants, ...dataAccess({ ...options, grants, within: false }) }
    },
    web: () => dataAccess({ ...options, grants: grantsWithin([documents, elsewhere]), within: true }),
  }
}

test('a page cannot read a path that the person did not choose', async () => {
  const { desktop, net, beside, outside } = home()
  const { check } = desktop()
  for (const [path, document] of [
    [outside, null],
    [outside, net],
    // A document that was not chosen gives no access to its folder.
    [beside, net],
    ['/etc/passwd', '/etc/net.loom'],
  ] as const)
    expect(await codeOf(check(path, document))).toBe('data_not_allowed')
})

test('data in the folder of a chosen document, examples and chosen files need no permission', async () => {
  const { desktop, net, beside, outside } = home()
  const { grants, check } = desktop()
  grants.grant(net)
  expect(await codeOf(check(beside, net))).toBe('done')
  expect(await codeOf(check(join(examples, 'iris.csv'), null))).toBe('done')
  expect(await codeOf(check(outside, net))).toBe('data_not_allowed')
  grants.grant(outside)
  expect(await codeOf(check(outside, net))).toBe('done')
  // The choice is remembered: the next start does not ask for this document.
  const next = desktop()
  next.grants.grant(net)
  expect(await codeOf(next.check(outside, net))).toBe('done')
  expect(await codeOf(next.check(outside, join(net, '..', 'other.loom')))).toBe('data_not_allowed')
})

test('a permission of a document is valid only once the person has chosen the document again', async () => {
  const { desktop, net, outside } = home()
  await desktop().allow(outside, net)
  const next = desktop()
  expect(await codeOf(next.check(outside, net))).toBe('data_not_allowed')
  next.grants.grant(net)
  expect(await codeOf(next.check(outside, net))).toBe('done')
})

test('a link out of the document’s folder is outside', async () => {
  const { desktop, net, documents, outside } = home()
  const { grants, check } = desktop()
  grants.grant(net)
  symlinkSync(outside, join(documents, 'link.csv'))
  expect(await codeOf(check(join(documents, 'link.csv'), net))).toBe('data_not_allowed')
})

test('a permission is remembered for its document and path', async () => {
  const { web, net, outside, documents, file, root } = home()
  const first = web()
  expect(await codeOf(first.check(outside, net))).toBe('data_not_allowed')
  await first.allow(outside, net)
  expect(await codeOf(first.check(outside, net))).toBe('done')
  await first.close()
  const next = web()
  expect(await codeOf(next.check(outside, net))).toBe('done')
  const other = file(join(documents, 'other.loom'))
  expect(await codeOf(next.check(outside, other))).toBe('data_not_allowed')
  expect(await codeOf(next.check(file(join(root, 'elsewhere', 'second.csv')), net))).toBe('data_not_allowed')
})

test('nothing outside the folders of the web host can be allowed', async () => {
  const { web, root, net, file } = home()
  const { allow, check } = web()
  const secret = file(join(root, 'secret.csv'))
  expect(await codeOf(allow(secret, net))).toBe('outside-roots')
  expect(await codeOf(check(secret, net))).toBe('outside-roots')
})

test('a damaged list of permissions is reported and ignored, and the next one is saved', async () => {
  const { web, place, net, outside, faults } = home()
  const first = web()
  await first.allow(outside, net)
  await first.close()
  writeFileSync(place, '[{"document":5}]')
  const next = web()
  expect(await codeOf(next.check(outside, net))).toBe('data_not_allowed')
  expect(faults[0]).toMatch(/cannot be read/)
  await next.allow(outside, net)
  await next.close()
  expect(JSON.parse(readFileSync(place, 'utf8'))).toHaveLength(1)
})
