/** Atomic folders, removal of leftovers, hashes, and the completeness of the lock file. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { missingOptional } from '../../scripts/complete-lock.mjs'
import { fillFolder, readJson, removeLeftovers, sha256, verifySha256 } from '../../scripts/setup/files.mjs'
import { matches } from '../../scripts/setup/npm-packages.mjs'
import { ROOT } from '../../scripts/setup/paths.mjs'
import { temporaryFolder } from './temporary.ts'

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

it('refuses a file whose hash is not the pinned one', async () => {
  const path = join(temporaryFolder(), 'wheel.whl')
  writeFileSync(path, 'abc')
  expect(await sha256(path)).toBe(ABC)
  await expect(verifySha256(path, ABC)).resolves.toBeUndefined()
  await expect(verifySha256(path, '1'.repeat(64))).rejects.toThrow(
    `wheel.whl is not the pinned file: expected sha256 ${'1'.repeat(64)}, received ${ABC}`,
  )
})

it('puts a folder in place only when it is complete', async () => {
  const target = join(temporaryFolder(), 'cache', 'tensorflow')
  const half = fillFolder(target, async (part) => {
    writeFileSync(join(part, 'library'), 'half')
    throw new Error('interrupted')
  })
  await expect(half).rejects.toThrow('interrupted')
  expect(readdirSync(join(target, '..'))).toEqual([])
  await fillFolder(target, async (part) => writeFileSync(join(part, 'library'), 'whole'))
  await fillFolder(target, async (part) => writeFileSync(join(part, 'library'), 'newer'))
  expect(readFileSync(join(target, 'library'), 'utf8')).toBe('newer')
  expect(readdirSync(join(target, '..'))).toEqual(['tensorflow'])
})

it('removes only the leftovers of a killed run', () => {
  const folder = temporaryFolder()
  for (const name of ['.wheel.4194305-00ff00ff.part', '.own.part', 'kept']) mkdirSync(join(folder, name))
  mkdirSync(join(folder, `.mine.${process.pid}-00ff00ff.part`))
  removeLeftovers(folder)
  expect(existsSync(join(folder, '.wheel.4194305-00ff00ff.part'))).toBe(false)
  expect(readdirSync(folder)).toHaveLength(3)
})

it('knows whether the installed packages are those of the lock file', () => {
  const locked = {
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/for-mac': { version: '1.0.0', optional: true },
  }
  expect(matches(locked, undefined)).toBe(false)
  expect(matches(locked, {})).toBe(false)
  expect(matches(locked, { 'node_modules/zod': { version: '4.6.6' } })).toBe(false)
  expect(matches(locked, { 'node_modules/zod': { version: '4.6.7' } })).toBe(true)
})

it('has every optional package of every platform in the lock file (else: node scripts/complete-lock.mjs)', () => {
  const { packages } = readJson(join(ROOT, 'package-lock.json'))
  expect(Object.keys(missingOptional(packages))).toEqual([])
  const { 'node_modules/@biomejs/cli-darwin-arm64': mac, ...rest } = packages
  expect(missingOptional(rest)).toEqual({
    'node_modules/@biomejs/cli-darwin-arm64': {
      version: mac.version,
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    },
  })
})
