/** The dialog of the settings and the report of a problem, in both hosts. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { axeFindings, unreachableControls } from './driver/layout-checks.ts'
import { expect, test } from './driver/test.ts'

test('settings open by key, apply, and are still set after a restart', async ({ app, host, relaunch }) => {
  const { page } = host
  await app.key('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings', exact: true })
  await expect(dialog.getByText(/^In use: .* of /)).toBeVisible()
  await dialog.getByText('Dark').click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  expect(await axeFindings(page, 'colors'), 'dark').toEqual([])
  await dialog.getByText('Light').click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
  await expect(dialog.getByText(/environment variable LAYERLOOM_RUNS/)).toBeVisible()
  await expect(dialog.getByLabel('Tell me of newer versions')).toBeDisabled()

  const threads = dialog.getByRole('textbox', { name: 'Threads' })
  await threads.fill('many')
  await expect(dialog.getByRole('alert')).toContainText('Expected a whole number from 1 to 1024')
  await expect(threads).toHaveAttribute('aria-invalid', 'true')
  await threads.fill('1')
  await threads.press('Enter')
  await dialog.getByRole('button', { name: 'Restart the engine' }).click()
  await expect(dialog.getByText(/^In use: 1\./)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Restart the engine' })).toBeHidden()

  await dialog.getByText('한국어').click()
  const korean = page.getByRole('dialog', { name: '설정' })
  await expect(korean.getByText('현재 1개', { exact: false })).toBeVisible()
  await host.resize(900, 600)
  expect(await unreachableControls(page)).toEqual([])
  expect(await axeFindings(page), 'Korean').toEqual([])

  const next = await relaunch('close')
  await next.app.key('Control+,')
  const restarted = next.host.page.getByRole('dialog', { name: '설정' })
  await expect(restarted.getByRole('textbox', { name: '스레드 수' })).toHaveValue('1')
  await expect(restarted.getByRole('radio', { name: '한국어' })).toBeChecked()
  await expect(restarted.getByRole('radio', { name: '밝게' })).toBeChecked()
})

test('a wrong setting is told at the start; a report of it is shown before it is saved', async ({
  app,
  host,
}) => {
  const { page, folders } = host
  const settings = join(folders.home, 'config', 'layerloom')
  mkdirSync(settings, { recursive: true })
  writeFileSync(join(settings, 'settings.json'), '{"threads":"many"}')
  await app.reload()
  await expect(page.getByText(/“threads”: expected a whole number .* received "many"/)).toBeVisible()
  await app.command('Report a problem')
  const dialog = page.getByRole('dialog', { name: 'Report a problem' })
  await expect(dialog.getByRole('textbox', { name: 'versions.txt' })).toHaveValue(/^Layerloom: \d/)
  await expect(dialog.getByRole('textbox')).toHaveValue(/problem: .*“threads”/)
  const shown = await dialog.getByRole('textbox').inputValue()
  expect(shown).toContain(host.kind === 'electron' ? 'Electron' : '127.0.0.1')
  await dialog.getByRole('button', { name: /^settings.json/ }).click()
  await expect(dialog.getByRole('textbox', { name: 'settings.json' })).toHaveValue(/^\{/)
  expect(await axeFindings(page)).toEqual([])

  const path = join(folders.documents, 'report.zip')
  await app.choose('save', path, () => dialog.getByRole('button', { name: 'Save the report…' }).click())
  await expect(page.getByText('The report is saved')).toBeVisible()
  const files = Object.entries(unzipSync(readFileSync(path))).map(([name, bytes]) => [name, strFromU8(bytes)])
  expect(files.map(([name]) => name)).toEqual(expect.arrayContaining(['versions.txt', 'settings.json']))
  expect(files[0]![1]).toBe(shown)
  expect(files.map(([, text]) => text).join()).not.toContain(folders.home)
})
