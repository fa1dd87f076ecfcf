/** The lock of the set-up: one at a time, waiting is told once, a dead holder is no obstacle. */
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

it('lets one in at a time and is gone afterwards', async () => {
  const folder = temporaryFolder()
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await sleep(20)
    inside--
  }
  await Promise.all([1, 2, 3, 4].map(() => withLock(folder, work, { every: 2 })))
  expect(most).toBe(1)
  expect(existsSync(join(folder, 'setup.lock'))).toBe(false)
})

it('locks a folder once that has two names, and waits for neither', async () => {
  const folder = temporaryFolder()
  const [cache, link] = [join(folder, 'cache'), join(folder, 'link')]
  symlinkSync('cache', link) // to what is made first
  const waited: number[] = []
  const options = { every: 2, onWait: ({ pid }: { pid: number }) => waited.push(pid) }
  expect(await withLocks([cache, link, `${cache}/`], async () => 'done', options)).toBe('done')
  expect(waited).toEqual([])
  expect(existsSync(join(cache, 'setup.lock'))).toBe(false)
})

it('takes several locks in one order, whoever names them how', async () => {
  const folder = temporaryFolder()
  const [a, b] = [join(folder, 'a'), join(folder, 'b')]
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await sleep(2)
    inside--
  }
  const orders = [
    [a, b],
    [b, a],
    [b, a],
    [a, b],
  ]
  await Promise.all(orders.map((folders) => withLocks(folders, work, { every: 1 })))
  expect(most).toBe(1)
})

it('is freed when the work fails', async () => {
  const folder = temporaryFolder()
  const failing = withLock(folder, async () => {
    throw new Error('no space left')
  })
  await expect(failing).rejects.toThrow('no space left')
  expect(existsSync(join(folder, 'setup.lock'))).toBe(false)
})

it('waits for a living holder, tells once, and takes over when it is killed', async () => {
  const folder = temporaryFolder()
  const child = await holdElsewhere(folder)
  const told: number[] = []
  let entered = false
  const waiting = withLock(
    folder,
    async () => {
      entered = true
    },
    { every: 5, onWait: ({ pid }) => told.push(pid) },
  )
  await sleep(100)
  expect(entered).toBe(false)
  expect(told).toEqual([child.pid])
  child.kill('SIGKILL')
  await waiting
  expect(entered).toBe(true)
})

it.each([
  ['a process that is gone', { pid: 2 ** 22 + 1, host: hostname(), started: '1' }],
  ['a process number that another has now', { pid: process.pid, host: hostname(), started: 'long ago' }],
  ['another machine', { pid: process.pid, host: 'elsewhere.invalid', started: '' }],
])('takes over the lock of %s', async (_of, holder) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'setup.lock'), JSON.stringify(holder))
  expect(await withLock(folder, async () => readFileSync(join(folder, 'setup.lock'), 'utf8'))).toContain(
    `"pid":${process.pid}`,
  )
})

it('takes over a lock file that is not readable as one', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'setup.lock'), '{"pid":')
  expect(await withLock(folder, async () => 'in')).toBe('in')
})
