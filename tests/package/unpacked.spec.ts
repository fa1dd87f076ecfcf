/** The package, unpacked, as another user has it, who cannot write into its folder and has none of the variables of this clone. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { fuseFaults, readFuses } from '../../scripts/package/fuses.mjs'
import { axeFindings } from '../e2e/driver/layout-checks.ts'
import { startScreen } from '../e2e/driver/screen.ts'
import { builtDeb } from '../installed/built-deb.ts'
import { expectSandbox, startProgram } from '../installed/machine/program.ts'
import { thisComputer } from '../installed/machine/this-computer.ts'
import { actionsIn } from '../installed/machine/window.ts'

const START_MS = 60_000

let root: string
let program: string

test.beforeAll(() => {
  const deb = builtDeb()
  root = mkdtempSync(join(tmpdir(), 'layerloom-package-'))
  chmodSync(root, 0o755)
  execFileSync('dpkg-deb', ['--extract', deb, join(root, 'system')])
  program = join(root, 'system', 'opt', 'layerloom', 'layerloom')
})
test.afterAll(() => rmSync(root, { recursive: true, force: true }))

test('its fuses are set, and Node’s variables and options do nothing', async () => {
  expect(fuseFaults(await readFuses(program))).toEqual([])
  const computer = thisComputer(root)
  // Without a screen the program ends at once.
  const end = (command: string, env: Record<string, string>) =>
    computer.run(command, { user: 'nobody', env }).then(String, (error: Error) => error.message)
  // What it would print is in no message of Chromium, whose times and process numbers hold any digits, nor in the command itself.
  const asNode = `${program} -e 'console.log("ran".concat("AsNode"))'`
  expect(await end(asNode, { ELECTRON_RUN_AS_NODE: '1' })).not.toContain('ranAsNode')
  expect(await end(`${program} --inspect=0`, {})).not.toContain('Debugger listening')
})

test('another user trains with nothing but the package', async () => {
  const screen = await startScreen()
  const computer = thisComputer(root)
  const running = await startProgram(computer, program, {
    user: 'nobody',
    env: { DISPLAY: screen?.display ?? process.env.DISPLAY! },
  })
  const app = actionsIn(running.page)
  await expect(running.page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: START_MS })
  await expectSandbox(computer, program)
  await app.expectRunning()
  await app.openExample('iris').train({ epochs: 2 }).expectIdle().expectState('finished')
  await expectLicences(running.page)
  await running.close()
  await screen?.close()
})

/** Only a package has the list of licences. */
async function expectLicences(page: Page) {
  await actionsIn(page).command('About Layerloom')
  const licences = page.getByRole('region', { name: 'Licences' })
  await expect(
    licences.getByRole('listitem').filter({ hasText: /^(electron|node|tensorflow) \d/ }),
  ).toHaveCount(3)
  await licences.getByRole('searchbox').fill('react-dom')
  await licences.getByText('react-dom', { exact: true }).click()
  await expect(licences.getByText(/Meta Platforms/)).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await expect(page.locator(`html[data-mantine-color-scheme="${theme}"]`)).toHaveCount(1)
    expect(await axeFindings(page, theme === 'light' ? 'all' : 'colors'), theme).toEqual([])
  }
}
