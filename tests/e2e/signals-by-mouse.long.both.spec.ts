/** The lesson on vanishing gradients with the mouse alone: the ratio is read, the repair pressed, both networks trained, a run replayed. */
import { expect, test } from './driver/test.ts'

test('from gradients that vanish to a repaired network, both trained and replayed, by mouse', async ({
  app,
  host,
}) => {
  test.slow()
  const { page } = host
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
  await app.openExample('lesson-vanishing').set('epochs', 1)
  await press(/^Signals/)
  await page.getByRole('tab', { name: 'Signals' }).click()
  const shown = page.locator('[data-tour="ratio"]').first()
  const ratio = async () => Number((await shown.textContent())!.replace(/^1 : |,/g, ''))
  await expect.poll(ratio).toBeGreaterThan(1e5)
  expect(await ratio()).toBeLessThan(1e6)
  await press(/^Use relu and he_normal/)
  await expect.poll(ratio).toBeLessThan(2)
  expect(await ratio()).toBeGreaterThan(0.5)
  await app.train().expectIdle()
  await press('Undo')
  await app.train().expectIdle()
  await page.getByRole('tab', { name: 'Signals' }).click()
  const slider = page.getByRole('slider', { name: 'Time' })
  await expect(slider).toBeVisible()
  const { x, y, height } = (await slider.boundingBox())!
  await page.mouse.click(x + 4, y + height / 2)
  await expect(page.getByText('Initial weights', { exact: true }).first()).toBeVisible()
})
