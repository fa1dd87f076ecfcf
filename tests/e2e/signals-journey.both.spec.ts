/** The lesson on vanishing gradients, by keyboard: the ratio of gradients of ten layers of sigmoid is read, the doctor's repair levels it, both
 *  networks are trained, and the signals of a run are replayed; the tour follows all of it. */
import { expect, test } from './driver/test.ts'

test('from gradients that vanish to a repaired network, both trained and replayed, by keyboard', async ({
  app,
  host,
}) => {
  test.slow()
  const { page } = host
  await app.command('Recent files and templates')
  await page.getByRole('button', { name: /^Tour: why/ }).press('Enter')
  const tour = page.getByRole('region', { name: 'Tour' })
  await expect(tour).toContainText('Step 1 of 5')
  await app.set('epochs', 1)
  await page.getByTestId('canvas').focus()
  await app.key('g')
  await expect(tour).toContainText('Step 2 of 5')

  // The ratio of gradients, last to first hidden layer, of the shown variant, which is the first.
  const shown = page.locator('[data-tour="ratio"]').first()
  const ratio = async () => Number((await shown.textContent())!.replace(/^1 : |,/g, ''))
  await expect.poll(ratio).toBeGreaterThan(1e5)
  expect(await ratio()).toBeLessThan(1e6)
  await tour.getByRole('button', { name: 'Next' }).press('Enter')

  // D leads to the doctor's card, whose first button is the repair.
  await page.getByTestId('canvas').focus()
  await app.key('d')
  await expect(page.getByRole('button', { name: /^Use relu and he_normal/ }).first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(tour).toContainText('Step 4 of 5')
  await expect.poll(ratio).toBeLessThan(2)
  expect(await ratio()).toBeGreaterThan(0.5)

  await app.key('Control+Enter').expectTraining().expectIdle()
  await app.undo()
  await expect.poll(ratio).toBeGreaterThan(1e5)
  await app.key('Control+Enter').expectTraining()
  await expect(tour).toContainText('Step 5 of 5')
  await app.expectIdle()

  const slider = page.getByRole('slider', { name: 'Time' })
  await expect(slider).toBeVisible()
  await slider.press('Home')
  await expect(page.getByText('Initial weights', { exact: true }).first()).toBeVisible()
  await expect(tour.getByRole('listitem')).toHaveAttribute('data-done', 'true')
  await tour.getByRole('button', { name: 'Done' }).press('Enter')
  await expect(tour).toBeHidden()
})
