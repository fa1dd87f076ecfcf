/** What a person does with the package, on a computer that has nothing else: install, open a document from the file manager, train, take
 *  the program away, start again, uninstall. Then the same package in bad surroundings. LAYERLOOM_DEB names another package to test. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { builtDeb } from './built-deb.ts'
import { connectToMirror, install, remove } from './machine/debian.ts'
import { type Machine, startMachine } from './machine/machine.ts'
import { answerNativeDialog } from './machine/native-dialog.ts'
import { expectSandbox, startProgram } from './machine/program.ts'
import { startScreen } from './machine/screen.ts'
import { actionsIn } from './machine/window.ts'

const LESSON = 'assets/examples/lesson-dropout.loom'
const FOLDER = '/home/person/신경망 실습'
const DOCUMENT = `${FOLDER}/my lesson.loom`
const START_MS = 60_000
const TRAINING_MS = 5 * 60_000
const PICTURES = resolve('test-results/installed')

test.describe.configure({ mode: 'serial' })

let machine: Machine
let display: string
/** Milliseconds until the window can be used after the first start, and from Train to the first point. */
const times: { window?: number; firstPoint?: number } = {}
/** The name of the Debian package. */
let name: string

const person = () => ({ user: 'person', env: { DISPLAY: display } })
const addUser = (user: string) => machine.run(`useradd --create-home --shell /bin/sh ${user}`)
const picture = (page: Page, title: string) => page.screenshot({ path: join(PICTURES, `${title}.png`) })

test.beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true })
  machine = await startMachine(process.env.LAYERLOOM_DEBIAN_ROOT!)
})
test.afterAll(() => machine.stop())

test('apt installs it with all that it needs', async () => {
  await connectToMirror(machine)
  copyFileSync(process.env.LAYERLOOM_DEB || builtDeb(), machine.path('/root/layerloom.deb'))
  name = (await machine.run('dpkg-deb --field /root/layerloom.deb Package')).trim()
  await install(machine, '/root/layerloom.deb')
  await machine.run('rm /root/layerloom.deb')
  expect(
    await machine.run(
      "find /opt -type f \\( -perm -u+x -o -name '*.so*' -o -name '*.node' \\) -exec ldd {} + 2>/dev/null | grep 'not found' | sort -u || true",
    ),
    'libraries that no package brings',
  ).toBe('')
  expect(await machine.run('find /opt \\( -perm /o+w ! -type l -o ! -perm -o+r \\)'), 'wrong modes').toBe('')
  for (const program of ['node', 'cc', 'python3'])
    await expect(machine.run(`command -v ${program}`), program).rejects.toThrow('ended with 127')
})

test('a document opens from the file manager', async () => {
  await install(machine, 'xvfb', 'xdotool', 'libglib2.0-bin', 'xdg-utils', 'procps', 'fonts-dejavu-core')
  await addUser('person')
  display = await startScreen(machine)
  mkdirSync(machine.path(FOLDER))
  copyFileSync(LESSON, machine.path(DOCUMENT))
  await machine.run(`chown -R person: '${FOLDER}'`)
  const type = await machine.run(`gio info -a standard::content-type '${DOCUMENT}'`, person())
  expect(type).toContain('application/x-layerloom')
  const program = await machine.run('xdg-mime query default application/x-layerloom', person())
  expect(program).toBe('layerloom.desktop\n')
  await machine.run(`gio open '${DOCUMENT}' >/dev/null 2>&1 </dev/null`, person())
  // This instance has no port: its window has the document's name as its title.
  await machine.run("timeout 60 xdotool search --sync --onlyvisible --name 'my lesson'", person())
  await endPrograms('person')
})

test('a person trains the lesson, saves the program and finds the run after a restart', async () => {
  const started = performance.now()
  const program = await startProgram(machine, 'layerloom', person())
  const { page } = program
  const app = actionsIn(page)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: START_MS })
  times.window = performance.now() - started
  await expectSandbox(machine, '/opt/')

  // A second start hands its document to the first one.
  await machine.run(`gio open '${DOCUMENT}' >/dev/null 2>&1 </dev/null`, person())
  await app.expectOpen('my lesson')
  await picture(page, 'document')

  await app.train({ epochs: 1 })
  const pressed = performance.now()
  await app.expectPoint()
  times.firstPoint = performance.now() - pressed
  await app.expectIdle().expectState('finished', TRAINING_MS)
  await app.expectStatus(/TensorFlow 2/)
  await picture(page, 'trained')
  await app.save()

  await app.tab('Code')
  await app.pressSaveProgram()
  const saved = '/home/person/lesson.py'
  await answerNativeDialog(machine, display, 'layerloom', saved)
  await expect.poll(() => existsSync(machine.path(saved))).toBe(true)
  expect(readFileSync(machine.path(saved), 'utf8')).toContain('layers.Dense(300')
  await program.close()

  const restarted = await startProgram(machine, 'layerloom', person())
  // The last document is opened again.
  await actionsIn(restarted.page).expectOpen('my lesson')
  await restarted.page.getByRole('button', { name: /^Runs/ }).first().click()
  const runs = restarted.page.getByRole('grid', { name: 'Runs' }).getByRole('row')
  await expect(runs.filter({ hasText: /my lesson|Dropout/i })).not.toHaveCount(0)
  await picture(restarted.page, 'runs')
  await restarted.close()
})

test('two persons use it at the same time', async () => {
  await addUser('other')
  const programs = [
    await startProgram(machine, 'layerloom', person()),
    await startProgram(machine, 'layerloom', { ...person(), user: 'other' }),
  ]
  for (const { page } of programs) await actionsIn(page).expectRunning()
  for (const program of programs) await program.close()
})

test('it trains where nothing may be executed in the temporary folder', async () => {
  await machine.run('mount -o remount,noexec /tmp')
  const program = await startProgram(machine, 'layerloom', { ...person(), user: 'other' })
  const app = actionsIn(program.page)
  await app.expectRunning()
  await app.openExample('iris').train({ epochs: 2 }).expectIdle().expectState('finished')
  await program.close()
  await machine.run('mount -o remount,exec /tmp')
})

test('it says which folders it cannot write to, and shows the document all the same', async () => {
  await addUser('reader')
  await machine.run('mount --bind /home/reader /home/reader && mount -o remount,bind,ro /home/reader')
  await expectNotice('reader', /cannot be written to \(EROFS\)/)
})

test('it says that the disk is full', async () => {
  await addUser('full')
  await machine.run('mount -t tmpfs -o size=64k,mode=700 tmpfs /home/full && chown full: /home/full')
  await machine.run('cat /dev/zero > /home/full/filler; true', { user: 'full' })
  await expectNotice('full', /is full/)
})

test('after it is removed, a person’s own files are still there', async () => {
  const files = [DOCUMENT, '/home/person/lesson.py', '/home/person/.local/share/layerloom']
  const said = await remove(machine, name)
  expect(said).toContain('~/.local/share/layerloom')
  for (const file of files) expect(existsSync(machine.path(file)), file).toBe(true)
  const left = await machine.run(
    'ls -d /opt/*ayerloom* /usr/bin/layerloom /usr/share/applications/layerloom.desktop 2>/dev/null; true',
  )
  expect(left).toBe('')
})

test.afterAll(() => {
  writeFileSync(join(PICTURES, 'times.json'), `${JSON.stringify(times, null, 2)}\n`)
})

/** Ends the programs of a user that no test can close, because they have no port. */
async function endPrograms(user: string) {
  await machine.run(
    `pkill --uid ${user} --full '^/opt/' && while pgrep --uid ${user} --full '^/opt/'; do sleep 0.1; done`,
  )
}

/** Starts the program for a user whose home has a fault, and expects the message and a document. */
async function expectNotice(user: string, notice: RegExp) {
  const program = await startProgram(machine, `layerloom '${DOCUMENT}'`, { ...person(), user })
  await expect(program.page.getByText(notice).first()).toBeVisible({ timeout: START_MS })
  await picture(program.page, `home of ${user}`)
  await program.kill()
}
