/** The lock of the set-up: one holder at a time, one call of onWait, and takeover from a dead holder. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { withLock, withLocks } from '../../scripts/setup/lock.mjs'
import { ROOT } from '../../scripts/setup/paths.mjs'
import { temporaryFolder } from './temporary.ts'

const HOLD = `
const { withLock } = await import(process.argv[1])
await withLock(process.argv[2], async () => { process.stdout.write('held'); await new Promise((done) => setTimeout(done, 60000)) })
`

async function holdElsewhere(folder: string) {
  const module = join(ROOT, 'scripts', 'setup', 'lock.mjs')
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLD, module, folder])
  await new Promise((held) => child.stdout.once('data', held))
  return child
}

it('admits one holder at a time and is removed afterwards', async () => {
  const folder = temporaryFolder()
  let inside = 0
  let maxInside = 0
  const work = async () => {
    maxInside = Math.max(maxInside, ++inside)
    await sleep(20)
    inside--
  }
  await Promise.all([1, 2, 3, 4].map(() => withLock(folder, work, { pollMs: 2 })))
  expect(maxInside).toBe(1)
  expect(existsSync(join(folder, 'setup.lock'))).toBe(false)
})

it('locks a folder with two names once, without waiting for itself', async () => {
  const folder = temporaryFolder()
  const [cache, link] = [join(folder, 'cache'), join(folder, 'link')]
  symlinkSync('cache', link) // The target is created later, before the link is resolved.
  const waited: number[] = []
  const options = { pollMs: 2, onWait: ({ pid }: { pid: number }) => waited.push(pid) }
  expect(await withLocks([cache, link, `${cache}/`], async () => 'done', options)).toBe('done')
  expect(waited).toEqual([])
  expect(existsSync(join(cache, 'setup.lock'))).toBe(false)
})

it('acquires several locks in the same order, in whatever order they are given', async () => {
  const folder = temporaryFolder()
  const [a, b] = [join(folder, 'a'), join(folder, 'b')]
  let inside = 0
  let maxInside = 0
  const work = async () => {
    maxInside = Math.max(maxInside, ++inside)
    await sleep(2)
    inside--
  }
  const orders = [
    [a, b],
    [b, a],
    [b, a],
    [a, b],
  ]
  await Promise.all(orders.map((folders) => withLocks(folders, work, { pollMs: 1 })))
  expect(maxInside).toBe(1)
})

it('is freed when the work fails', async () => {
  const folder = temporaryFolder()
  const failing = withLock(folder, async () => {
    throw new Error('no space left')
  })
  await expect(failing).rejects.toThrow('no space left')
  expect(existsSync(join(folder, 'setup.lock'))).toBe(false)
})

it('waits for a living holder, calls onWait once, and takes over when the holder is killed', async () => {
  const folder = temporaryFolder()
  const child = await holdElsewhere(folder)
  const waitedFor: number[] = []
  let entered = false
  const waiting = withLock(
    folder,
    async () => {
      entered = true
    },
    { pollMs: 5, onWait: ({ pid }) => waitedFor.push(pid) },
  )
  await sleep(100)
  expect(entered).toBe(false)
  expect(waitedFor).toEqual([child.pid])
  child.kill('SIGKILL')
  await waiting
  expect(entered).toBe(true)
})

it.each([
  ['an exited process', { pid: 2 ** 22 + 1, host: hostname(), started: '1' }],
  ['a reused pid', { pid: process.pid, host: hostname(), started: 'long ago' }],
  ['another machine', { pid: process.pid, host: 'elsewhere.invalid', started: '' }],
])('takes over the lock of %s', async (_of, holder) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'setup.lock'), JSON.stringify(holder))
  expect(await withLock(folder, async () => readFileSync(join(folder, 'setup.lock'), 'utf8'))).toContain(
    `"pid":${process.pid}`,
  )
})

it('takes over an unreadable lock file', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'setup.lock'), '{"pid":')
  expect(await withLock(folder, async () => 'in')).toBe('in')
})
