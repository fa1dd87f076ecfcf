/** Theme and language of all windows of a host are one choice: a window follows what is chosen in another one. */
import { drive } from './driver/app.ts'
import { expect, test } from './driver/test.ts'

test('a window follows the theme and the language that another window chooses', async ({ app, host }) => {
  await app.theme('light')
  const second = await host.nextWindow(() => app.command('New window'))
  const other = drive(second)
  await other.expectRunning()
  const root = (page: typeof host.page) => page.locator('html')
  await expect(root(second.page)).toHaveAttribute('data-mantine-color-scheme', 'light')
  await app.theme('dark')
  await expect(root(second.page)).toHaveAttribute('data-mantine-color-scheme', 'dark')

  await second.page.keyboard.press('Control+,')
  await second.page.getByRole('dialog', { name: 'Settings', exact: true }).getByText('한국어').click()
  await expect(root(host.page)).toHaveAttribute('lang', 'ko')
  // Both still have both choices: none has sent back an older one.
  for (const { page } of [host, second]) {
    await expect(root(page)).toHaveAttribute('lang', 'ko')
    await expect(root(page)).toHaveAttribute('data-mantine-color-scheme', 'dark')
  }
})
