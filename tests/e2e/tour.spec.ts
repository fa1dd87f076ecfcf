/** The tour of the lesson on vanishing gradients: from its card, by keyboard, in a small window and in both themes, and left by Escape. */

import { axeFindings } from './driver/layout-checks.ts'
import { expect, test } from './driver/test.ts'

test('the tour stands beside what it speaks of, goes on when that is done, and ends by Escape', async ({
  app,
  host,
}) => {
  const { page } = host
  await host.resize(900, 600)
  await app.command('Recent files and templates')
  await page.getByRole('button', { name: /^Tour: why/ }).press('Enter')
  const tour = page.getByRole('region', { name: 'Tour' })
  await expect(tour).toContainText('Step 1 of 5')
  await expect(tour.getByRole('button', { name: 'Next' })).toBeFocused()
  await app.expectOpen('lesson-vanishing')
  await page.keyboard.press('g')
  await expect(tour).toContainText('Step 2 of 5')
  await expect(tour).toContainText(/gradient is \d{3},000 times that at the first/)
  await expect(tour.getByRole('button', { name: 'Next' })).toBeInViewport({ ratio: 1 })
  expect(await axeFindings(page, 'all')).toEqual([])
  await app.theme('dark')
  expect(await axeFindings(page, 'colors')).toEqual([])
  await tour.getByRole('button', { name: 'Next' }).press('Enter')
  await expect(tour).toContainText('Step 3 of 5')
  await tour.getByRole('button', { name: 'Back' }).press('Enter')
  await expect(tour).toContainText('Step 2 of 5')
  // From the canvas F6 leads to it.
  await page.getByTestId('canvas').focus()
  await page.keyboard.press('F6')
  await expect(tour.getByRole('button', { name: 'Next' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(tour).toBeHidden()
})
