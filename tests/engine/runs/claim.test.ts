/** The folder of a run that never began is removed, with the parent folders that were created for it. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { claimFolder, claimNewFolder } from '../../../electron/engine/runs/claim.ts'

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-claim-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const throwDiskFull = () => {
  throw new Error('the disk is full')
}

it('an empty claim that is released is removed, but folders that existed before are kept', () => {
  const folder = temporary()
  mkdirSync(join(folder, 'mine'))
  claimFolder(join(folder, 'mine', 'a', 'b')).release()
  expect(readdirSync(join(folder, 'mine'))).toEqual([])
  claimFolder(join(folder, 'mine')).release()
  expect(existsSync(join(folder, 'mine'))).toBe(true)
})

it('a failed lock leaves no empty folder', () => {
  const folder = temporary()
  expect(() => claimFolder(join(folder, 'a', 'b'), throwDiskFull)).toThrow('the disk is full')
  expect(() => claimNewFolder(join(folder, 'runs'), 'net', new Date(), throwDiskFull)).toThrow(
    'the disk is full',
  )
  expect(readdirSync(folder)).toEqual(['runs'])
  expect(readdirSync(join(folder, 'runs'))).toEqual([])
})

it('a folder that is not empty is kept, with its parents', () => {
  const folder = temporary()
  const claim = claimFolder(join(folder, 'a', 'b'))
  writeFileSync(join(folder, 'a', 'b', 'note'), 'x')
  writeFileSync(join(folder, 'a', 'other'), 'x')
  claim.release()
  expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['note'])
  rmSync(join(folder, 'a', 'b'), { recursive: true })
  claimFolder(join(folder, 'a', 'b', 'c')).release()
  expect(readdirSync(join(folder, 'a'))).toEqual(['other'])
})
