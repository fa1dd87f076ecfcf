/** The temporary folders of killed processes are removed; those of running processes and of other programs are kept. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { removeAbandonedFolders, temporaryFolder } from '../../electron/system/temporary-folders.ts'
import { bundle, programFolder } from '../hosts/bundle.ts'
import { mockPlatform } from '../support/platform.ts'

const programs = programFolder()
afterEach(() => void vi.unstubAllEnvs())

it('removes only the folders of a killed process', async () => {
  const temporaryRoot = mkdtempSync(join(tmpdir(), 'layerloom-temporary-'))
  onTestFinished(() => rmSync(temporaryRoot, { recursive: true, force: true }))
  vi.stubEnv('TMPDIR', temporaryRoot)
  const module = join(programs, 'temporary.mjs')
  await bundle(join(import.meta.dirname, '../../electron/system/temporary-folders.ts'), module)
  const script = `
    const { temporaryFolder } = await import(process.argv[1])
    process.stdout.write(temporaryFolder('model') + '\\n' + temporaryFolder('trial'))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, module], {
    env: { ...process.env, TMPDIR: temporaryRoot },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  await vi.waitFor(() => expect(output).toMatch(/trial-\S+-\S{6}$/), 20_000)
  const leftFolders = output.split('\n')
  writeFileSync(join(leftFolders[0]!, 'saved_model.pb'), 'model')
  const own = temporaryFolder('model')
  mkdirSync(join(temporaryRoot, 'layerloom-model-mine'))
  symlinkSync(own, join(temporaryRoot, basename(leftFolders[0]!).replace(/.{6}$/, 'linked')))
  removeAbandonedFolders(temporaryRoot)
  expect(readdirSync(temporaryRoot)).toEqual(
    expect.arrayContaining(leftFolders.map((path) => basename(path))),
  )
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  removeAbandonedFolders(temporaryRoot)
  const names = readdirSync(temporaryRoot)
  expect(names).toHaveLength(3)
  expect(names).toEqual(expect.arrayContaining([basename(own), 'layerloom-model-mine']))
})

it('works on a system without start times of processes', () => {
  const temporaryRoot = mkdtempSync(join(tmpdir(), 'layerloom-temporary-'))
  onTestFinished(() => rmSync(temporaryRoot, { recursive: true, force: true }))
  vi.stubEnv('TMPDIR', temporaryRoot)
  mockPlatform('win32')
  const own = basename(temporaryFolder('trial'))
  const { pid } = spawnSync(process.execPath, ['--version'])
  mkdirSync(join(temporaryRoot, own.replace(`-${process.pid}-`, `-${pid}-`)))
  removeAbandonedFolders(temporaryRoot)
  expect(readdirSync(temporaryRoot)).toEqual([own])
})
