/** What changes under a running app: its disk fills, a newer version is installed beside it, it is removed. It says what is the matter,
 *  lives on, and nothing of a person's is lost. LAYERLOOM_DEB names another package to test. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { builtDeb } from './built-deb.ts'
import { connectToMirror, install, remove } from './machine/debian.ts'
import { type Machine, startMachine } from './machine/machine.ts'
import { type Program, startProgram } from './machine/program.ts'
import { startScreen } from './machine/screen.ts'
import { actionsIn } from './machine/window.ts'
import { makeOlderDeb } from './older-deb.ts'

const LESSON = 'assets/examples/lesson-dropout.loom'
const DOCUMENT = '/home/person/my lesson.loom'
const PICTURES = resolve('test-results/installed')

const TRAINING_MS = 2 * 60_000

test.describe.configure({ mode: 'serial' })

let machine: Machine
let display: string
let deb: string
/** The name of the Debian package. */
let name: string

const as = (user: string) => ({ user, env: { DISPLAY: display } })
const picture = ({ page }: Program, title: string) =>
  page.screenshot({ path: join(PICTURES, `${title}.png`) })

async function addUser(user: string) {
  await machine.run(`useradd --create-home --shell /bin/sh ${user}`)
}

/** Installs a package of this computer. */
async function installFile(path: string) {
  copyFileSync(path, machine.path('/root/layerloom.deb'))
  await install(machine, '/root/layerloom.deb')
  await machine.run('rm /root/layerloom.deb')
}

test.beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true })
  machine = await startMachine(process.env.LAYERLOOM_DEBIAN_ROOT!)
  await connectToMirror(machine)
  await install(machine, 'xvfb', 'procps', 'fonts-dejavu-core')
  deb = process.env.LAYERLOOM_DEB || builtDeb()
  name = execFileSync('dpkg-deb', ['--field', deb, 'Package'], { encoding: 'utf8' }).trim()
  const work = mkdtempSync(join(tmpdir(), 'layerloom-older-'))
  try {
    await installFile(makeOlderDeb(deb, work))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  display = await startScreen(machine)
  await addUser('person')
  copyFileSync(LESSON, machine.path(DOCUMENT))
  await machine.run(`chown person: '${DOCUMENT}'`)
})
test.afterAll(() => machine.stop())

test('a disk that fills during a training ends it with a message, and what was trained is kept', async () => {
  await addUser('full')
  await machine.run('mount -t tmpfs -o size=256m,mode=700 tmpfs /home/full && chown full: /home/full')
  const program = await startProgram(machine, 'layerloom', as('full'))
  const app = actionsIn(program.page)
  await app.expectRunning()
  // Without early stopping, so that it cannot end before.
  await app.openExample('lesson-batchnorm').train({ epochs: 10_000 }).expectEpochs(1, 120_000)
  await machine.run('cat /dev/zero > /home/full/filler; true', { user: 'full' })
  await app.expectState('failed')
  await expect(program.page.getByText(/disk is full/i).first()).toBeVisible()
  await picture(program, 'disk full during a training')
  // The run is a folder that can be read, with the epochs until then.
  const epochs = Number(
    await machine.run('cat /home/full/.local/share/layerloom/runs/*/metrics.ndjson | wc -l'),
  )
  expect(epochs).toBeGreaterThan(0)
  await machine.run('rm /home/full/filler')
  await app.train({ epochs: 1 }).expectIdle().expectState('finished', 120_000)
  await program.close()
})

test('a newer version starts beside an older one that runs: its document opens there', async () => {
  const program = await startProgram(machine, 'layerloom', as('person'))
  const app = actionsIn(program.page)
  await app.expectRunning()
  await installFile(deb)
  await machine.run(`timeout 60 layerloom '${DOCUMENT}'`, as('person'))
  await app.expectOpen('my lesson')
  await expect(program.page.getByText(/is installed now/).first()).toBeVisible()
  await picture(program, 'newer version installed')
  // The window is the older one, and what it starts is of the newer one.
  await app.openExample('iris').train({ epochs: 2 }).expectIdle().expectState('finished')
  await program.close()
})

test('the app is removed while it runs: it says what it cannot start any more, and what is drawn can be saved', async () => {
  await addUser('remover')
  const own = '/home/remover/my lesson.loom'
  copyFileSync(LESSON, machine.path(own))
  await machine.run(`chown remover: '${own}'`)
  const program = await startProgram(machine, `layerloom '${own}'`, as('remover'))
  const app = actionsIn(program.page)
  await app.expectRunning()
  await app.expectOpen('my lesson')
  const said = await remove(machine, name)
  expect(said).toContain('~/.local/share/layerloom')
  // The process that waits for the next training could still do it.
  await machine.run("pkill --uid remover --full 'run[.]mjs' || true")
  await program.page.getByRole('button', { name: 'Train', exact: true }).first().click()
  await expect(program.page.getByText(/Layerloom was removed or moved/).first()).toBeVisible({
    timeout: TRAINING_MS,
  })
  await picture(program, 'removed while it runs')
  await app.save()
  await program.close()
  for (const file of [own, '/home/remover/.local/share/layerloom'])
    expect(existsSync(machine.path(file)), file).toBe(true)
})
