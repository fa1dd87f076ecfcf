/** The document of a run is read after the user allowed it, once; a missing file and another kind of file are refused without a question. */
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allowDocument } from '../../electron/host/document-permission.ts'
import { grantsByChoice } from '../../electron/host/grants.ts'
import type { Permission } from '../../shared/ipc/contract/index.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const path = join(folder, 'net.loom')
writeFileSync(path, '{}')

function asking(answer: Permission) {
  const grants = grantsByChoice()
  const asked: string[] = []
  const allow = (of: string) =>
    allowDocument(of, grants, async (real) => {
      asked.push(real)
      return answer
    })
  return { grants, asked, allow }
}

test('asks once, about the real file, and then grants it', async () => {
  const link = join(folder, 'harmless.loom')
  symlinkSync(path, link)
  const { grants, asked, allow } = asking('allow')
  expect(await allow(link)).toBe('allow')
  expect(await allow(path)).toBe('allow')
  expect(asked).toEqual([path])
  expect(await grants.requireGranted(link)).toBe(path)
})

test.each(['other', 'cancel'] as const)('after “%s” it is not granted', async (answer) => {
  const { grants, allow } = asking(answer)
  expect(await allow(path)).toBe(answer)
  expect(await grants.grantedRealPath(path)).toBeNull()
})

test('a chosen document needs no question; a missing one and other files are refused', async () => {
  const { grants, asked, allow } = asking('allow')
  grants.grant(path)
  expect(await allow(path)).toBe('allow')
  await expect(allow(join(folder, 'gone.loom'))).rejects.toMatchObject({
    problems: [{ code: 'read-ENOENT' }],
  })
  await expect(allow('/etc/hostname')).rejects.toMatchObject({ problems: [{ code: 'wrong-extension' }] })
  expect(asked).toEqual([])
})
