/** The lock of a run's folder: one engine at a time, and takeover from an exited one. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { isLocked, lockRun } from '../../../electron/engine/runs/run-lock.ts'
import { currentPidScope, processIdentity } from '../../../electron/system/processes.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { bundle, programFolder } from '../../hosts/bundle.ts'
import { mockPlatform } from '../../support/platform.ts'

/** The bundled lock module, which other processes import. */
const module = join(programFolder(), 'run-lock.mjs')
beforeAll(() => bundle(join(import.meta.dirname, '../../../electron/engine/runs/run-lock.ts'), module))

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const lockProblem = (folder: string): ProblemError => {
  try {
    lockRun(folder)
  } catch (error) {
    if (error instanceof ProblemError) return error
    throw error
  }
  throw new Error('it was not refused')
}
const isLinux = process.platform === 'linux'

it('has one holder, and is free after its release', () => {
  const folder = temporaryFolder()
  const lock = lockRun(folder)
  expect(isLocked(folder)).toBe(true)
  const { problems } = lockProblem(folder)
  expect(problems).toMatchObject([{ code: 'busy' }])
  expect(problems[0]!.message.en).toContain(join(folder, 'run.lock.1'))
  lock.release()
  expect(isLocked(folder)).toBe(false)
  expect(readdirSync(folder)).toEqual([])
  const secondLock = lockRun(folder)
  lock.release()
  expect(isLocked(folder)).toBe(true)
  secondLock.release()
})

it('is acquired by one of many processes that ask at once', async () => {
  const folder = temporaryFolder()
  const start = join(temporaryFolder(), 'start')
  writeFileSync(
    join(folder, 'run.lock.1'),
    JSON.stringify({ place: currentPidScope(), processes: [{ pid: 1, started: 'long ago' }] }),
  )
  const script = `
    const { existsSync } = await import('node:fs')
    const { lockRun } = await import(process.argv[1])
    process.stdout.write('ready')
    while (!existsSync(process.argv[3]));
    try { lockRun(process.argv[2]); process.stdout.write(' has it'); process.stdin.resume() }
    catch { process.stdout.write(' refused'); process.exit() }`
  const contenders = Array.from({ length: 6 }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, module, folder, start])
    let output = ''
    let notify = () => {}
    child.stdout.on('data', (text) => {
      output += text
      notify()
    })
    const until = (pattern: RegExp) =>
      new Promise<void>((done) => {
        notify = () => pattern.test(output) && done()
        notify()
      })
    onTestFinished(() => void child.kill('SIGKILL'))
    return { child, until, said: () => output }
  })
  await Promise.all(contenders.map((a) => a.until(/ready/)))
  writeFileSync(start, '')
  await Promise.all(contenders.map((a) => a.until(/has it|refused/)))
  expect(contenders.filter((a) => a.said().includes('has it'))).toHaveLength(1)
  const holder = contenders.find((a) => a.said().includes('has it'))!
  const exited = once(holder.child, 'exit')
  holder.child.kill('SIGKILL')
  await exited
  expect(isLocked(folder)).toBe(false)
}, 30_000)

it.skipIf(!isLinux)('is held by an added process after the first holder has exited', async () => {
  const folder = temporaryFolder()
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  onTestFinished(() => void child.kill('SIGKILL'))
  const lock = lockRun(folder)
  lock.add(child.pid)
  const path = join(folder, 'run.lock.1')
  const content = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(
    path,
    JSON.stringify({ ...content, processes: [{ pid: 1, started: 'gone' }, content.processes[1]] }),
  )
  expect(isLocked(folder)).toBe(true)
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  expect(isLocked(folder)).toBe(false)
})

const foreign = { ...currentPidScope(), host: 'elsewhere.invalid' }
const old = new Date(Date.now() - 120_000)
it.each([
  ['a reused pid', { processes: [{ pid: process.pid, started: 'long ago' }] }],
  ['pid 1 with another start', { processes: [{ pid: 1, started: '77' }] }],
  ['an exited process', { processes: [{ pid: 2 ** 22 + 1, started: '1' }] }],
  ['this machine before its last boot', { place: { ...currentPidScope(), boot: 'before' } }],
  ['another machine that has not touched it for a long time', { place: foreign, at: old }],
  ['another machine with a time in the future', { place: foreign, at: new Date(Date.now() + 1e9) }],
] as const)('takes over the lock of %s', (_of, changes) => {
  const folder = temporaryFolder()
  const path = join(folder, 'run.lock.1')
  const lock = { place: currentPidScope(), processes: [processIdentity(process.pid)], ...changes }
  writeFileSync(path, JSON.stringify({ place: lock.place, processes: lock.processes }))
  if ('at' in changes) utimesSync(path, changes.at, changes.at)
  expect(isLocked(folder)).toBe(false)
  lockRun(folder).release()
  expect(readdirSync(folder)).toEqual([])
})

it.skipIf(!isLinux)('takes over the lock of a zombie process', () => {
  const folder = temporaryFolder()
  // The child has exited, and its parent has not waited for it.
  const script = `
    const { spawn } = require('node:child_process')
    const { readFileSync } = require('node:fs')
    const zombie = spawn('sh', ['-c', 'exec true'], { stdio: 'ignore' })
    const stat = () => readFileSync('/proc/' + zombie.pid + '/stat', 'utf8').split(') ').at(-1).split(' ')
    const started = stat()[19]
    while (stat()[0] !== 'Z');
    const lock = { place: JSON.parse(process.argv[2]), processes: [{ pid: zombie.pid, started }] }
    require('node:fs').writeFileSync(process.argv[1] + '/run.lock.1', JSON.stringify(lock))
    const asked = require('node:child_process').spawnSync(process.execPath, ['--input-type=module', '-e',
      'const { isLocked } = await import(process.argv[1]); process.stdout.write(String(isLocked(process.argv[2])))',
      process.argv[3], process.argv[1]])
    process.stdout.write(stat()[0] + ' ' + asked.stdout)`
  const { stdout } = spawnSync(
    process.execPath,
    ['-e', script, folder, JSON.stringify(currentPidScope()), module],
    {
      encoding: 'utf8',
    },
  )
  expect(stdout).toBe('Z false')
})

it('is not taken over from another machine that has just touched it', () => {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'run.lock.1'),
    JSON.stringify({ place: foreign, processes: [processIdentity(process.pid)] }),
  )
  expect(lockProblem(folder).problems).toMatchObject([{ code: 'busy' }])
})

it('is free if its pid may be reused and it was not touched for a long time', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'run.lock.1')
  writeFileSync(
    path,
    JSON.stringify({ place: currentPidScope(), processes: [{ pid: process.pid, started: '' }] }),
  )
  mockPlatform('win32')
  expect(lockProblem(folder).problems).toMatchObject([{ code: 'busy' }])
  const longAgo = new Date(Date.now() - 3_600_000)
  utimesSync(path, longAgo, longAgo)
  expect(isLocked(folder)).toBe(false)
  lockRun(folder).release()
})

it.each([
  ['malformed JSON', '{"place":'],
  ['something else', '[]'],
])('takes over a lock that holds %s', (_what, content) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'run.lock.1'), content)
  writeFileSync(join(folder, 'run.lock.999999999'), content)
  lockRun(folder).release()
  expect(readdirSync(folder)).toEqual([])
})

it('skips a folder with the name of a lock', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'run.lock.1'))
  const lock = lockRun(folder)
  expect(isLocked(folder)).toBe(true)
  lock.release()
})

it('of a missing folder is a problem', () => {
  const folder = join(temporaryFolder(), 'nowhere')
  expect(lockProblem(folder).problems).toMatchObject([{ code: 'run_folder' }])
})
