/** The machine in which packages are tested is what it promises to be. The program in it is the Electron of the tests. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from '@playwright/test'
import { connectToMirror, install } from './machine/debian.ts'
import { type Machine, startMachine } from './machine/machine.ts'
import { expectSandbox, startProgram } from './machine/program.ts'
import { startScreen } from './machine/screen.ts'

let machine: Machine

test.beforeAll(async () => {
  machine = await startMachine(process.env.LAYERLOOM_DEBIAN_ROOT!)
})
test.afterAll(() => machine.stop())

test('a fresh machine has no Node, compiler, Python or network', async () => {
  for (const program of ['node', 'npm', 'cc', 'gcc', 'python3'])
    await expect(machine.run(`command -v ${program}`), program).rejects.toThrow('ended with 127')
  expect(await machine.run('ls /sys/class/net')).toBe('lo\n')
})

test('the sandbox of Chromium works for a user who is not root', async () => {
  await connectToMirror(machine)
  await install(machine, 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'xvfb')
  await machine.run('useradd --create-home person')
  cpSync(dirname(process.env.LAYERLOOM_ELECTRON!), machine.path('/opt/electron'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  mkdirSync(machine.path('/opt/page'))
  writeFileSync(machine.path('/opt/page/package.json'), '{ "name": "page", "main": "main.js" }')
  writeFileSync(
    machine.path('/opt/page/main.js'),
    `const { app, BrowserWindow } = require('electron')
     app.enableSandbox()
     app.whenReady().then(() => new BrowserWindow().loadURL('data:text/html,<h1>Hello</h1>'))`,
  )
  await machine.run('chmod -R a+rX /opt')
  const program = await startProgram(machine, '/opt/electron/electron /opt/page', {
    user: 'person',
    env: { DISPLAY: await startScreen(machine) },
  })
  await expect(program.page.getByRole('heading')).toHaveText('Hello')
  await expectSandbox(machine, '/opt/electron/electron')
  await program.close()
})
