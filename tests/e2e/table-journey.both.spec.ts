/** A table from the drop to the trained network, in the browser and on the desktop. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './driver/test.ts'

const CHURN = 'tests/data/cases/churn.csv'
const columnsIn = (page: Page) => page.getByRole('grid', { name: 'Columns' })
const rowOf = (page: Page, name: string) => columnsIn(page).getByRole('row').filter({ hasText: name })
const panelIn = (page: Page) => page.getByRole('complementary', { name: 'Selected column' })

test('a table is dropped, looked at, accepted and trained; one press draws the network', async ({
  app,
  host,
}) => {
  const { page } = host
  const path = join(host.folders.home, 'churn.csv')
  copyFileSync(CHURN, path)
  await app.new().drop(path)
  await expect(rowOf(page, 'age')).toContainText('14.0 %')
  await expect(rowOf(page, 'signup_date').getByLabel('Role of signup_date')).toHaveValue('ignore')
  await expect(page.getByRole('grid', { name: 'Rows of the table' })).toContainText('São Paulo')
  await rowOf(page, 'plan').getByText('plan').click()
  await expect(panelIn(page).getByRole('heading', { level: 2 })).toHaveText('plan')
  await expect(panelIn(page)).toContainText('One-hot')

  await page.getByRole('button', { name: 'Use suggestions' }).click()
  await expect(rowOf(page, 'plan')).toContainText('one-hot 3')
  // The button is gone; the keys go on where they were.
  await expect(rowOf(page, 'plan').getByRole('gridcell', { name: 'plan', exact: true })).toBeFocused()
  await expect(page.getByRole('contentinfo')).toContainText('goes into input_layer, which takes 11')
  await expect(page.getByText('stratified by churned')).toBeVisible()
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await app.expectStatus(/finished/i)
  // The workspace stays; the network is in the other one.
  await expect(columnsIn(page)).toBeVisible()
  await page.keyboard.press('F7')
  await app.expectLayers(4)
  await app.undo().undo().expectLayers(0)
  await page.keyboard.press('F8')
  await expect(page.getByRole('button', { name: 'Use suggestions' })).toBeVisible()
})
