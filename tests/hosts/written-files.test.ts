/** A compromised page writes predictions only to a file that the person named for them; in a browser never over an existing file. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { grantsByChoice, grantsWithin } from '../../electron/host/grants.ts'
import { writtenFiles } from '../../electron/host/written-files.ts'
import { ProblemError } from '../../shared/problem.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const examples = join(folder, 'root', 'examples')
mkdirSync(examples, { recursive: true })
const root = join(folder, 'root')
const data = join(root, 'data.csv')
writeFileSync(data, 'a,b')

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

test('on the desktop a file that was chosen to be read cannot be written', async () => {
  const grants = grantsByChoice()
  grants.grant(data)
  expect(await grants.grantedRealPath(data)).not.toBeNull()
  const files = writtenFiles({ kind: 'predictions', grants, within: false, examples })
  const out = join(root, 'out.csv')
  expect(await codeOf(files.check(data))).toBe('not-chosen')
  expect(await codeOf(files.check(out))).toBe('not-chosen')
  await files.allow(out)
  expect(await codeOf(files.check(out))).toBe('done')
  expect(await codeOf(files.check(`${out}.loom`))).toBe('not-chosen')
})

test('in a browser only a new CSV file in the root folders, outside the examples', async () => {
  const files = writtenFiles({ kind: 'predictions', grants: grantsWithin([root]), within: true, examples })
  const link = join(root, 'link.csv')
  symlinkSync(join(root, 'nowhere'), link)
  const outside = join(root, 'away')
  symlinkSync(folder, outside)
  expect(await codeOf(files.check(join(root, 'new.csv')))).toBe('done')
  expect(await codeOf(files.check(data))).toBe('file-exists')
  expect(await codeOf(files.check(link))).toBe('file-exists')
  expect(await codeOf(files.check(join(root, 'new.loom')))).toBe('wrong-extension')
  expect(await codeOf(files.check(join(root, '.csv')))).toBe('wrong-extension')
  expect(await codeOf(files.check(join(examples, 'new.csv')))).toBe('read-only-folder')
  expect(await codeOf(files.check(join(folder, 'new.csv')))).toBe('outside-roots')
  expect(await codeOf(files.check(join(outside, 'new.csv')))).toBe('outside-roots')
  expect(await codeOf(files.check(join(root, '..', 'new.csv')))).toBe('outside-roots')
})
