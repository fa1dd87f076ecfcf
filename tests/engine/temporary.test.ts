/** The temporary folders of killed processes are removed; those of running processes and of other programs are kept. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { removeAbandonedFolders, temporaryFolder } from '../../electron/engine/temporary.ts'
import { bundle, programFolder } from '../hosts/bundle.ts'
import { asOn } from '../support/platform.ts'

const programs = programFolder()
afterEach(() => void vi.unstubAllEnvs())

it('removes only the folders of a killed process', async () => {
  const inside = mkdtempSync(join(tmpdir(), 'layerloom-temporary-'))
  onTestFinished(() => rmSync(inside, { recursive: true, force: true }))
  vi.stubEnv('TMPDIR', inside)
  const module = join(programs, 'temporary.mjs')
  await bundle(join(import.meta.dirname, '../../electron/engine/temporary.ts'), module)
  const script = `
    const { temporaryFolder } = await import(process.argv[1])
    process.stdout.write(temporaryFolder('model') + '\\n' + temporaryFolder('trial'))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, module], {
    env: { ...process.env, TMPDIR: inside },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout.on('data', (text) => {
    said += text
  })
  await vi.waitFor(() => expect(said).toMatch(/trial-\S+-\S{6}$/), 20_000)
  const left = said.split('\n')
  writeFileSync(join(left[0]!, 'saved_model.pb'), 'model')
  const own = temporaryFolder('model')
  mkdirSync(join(inside, 'layerloom-model-mine'))
  symlinkSync(own, join(inside, basename(left[0]!).replace(/.{6}$/, 'linked')))
  removeAbandonedFolders(inside)
  expect(readdirSync(inside)).toEqual(expect.arrayContaining(left.map((path) => basename(path))))
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  removeAbandonedFolders(inside)
  const names = readdirSync(inside)
  expect(names).toHaveLength(3)
  expect(names).toEqual(expect.arrayContaining([basename(own), 'layerloom-model-mine']))
})

it('works on a system without start times of processes', () => {
  const inside = mkdtempSync(join(tmpdir(), 'layerloom-temporary-'))
  onTestFinished(() => rmSync(inside, { recursive: true, force: true }))
  vi.stubEnv('TMPDIR', inside)
  asOn('win32')
  const own = basename(temporaryFolder('trial'))
  const { pid } = spawnSync(process.execPath, ['--version'])
  mkdirSync(join(inside, own.replace(`-${process.pid}-`, `-${pid}-`)))
  removeAbandonedFolders(inside)
  expect(readdirSync(inside)).toEqual([own])
})
