/** The dock: folded until there is something to show, resizable, and never too tall for the canvas. */
import type { Page } from '@playwright/test'
import { expect, test } from './driver/test.ts'

const FOLDED = 34

const heightOf = (page: Page) =>
  page.locator('[data-area="dock"]').evaluate((it) => Math.round(it.getBoundingClientRect().height))
const edge = (page: Page) => page.getByRole('separator', { name: 'Height of the panel' })

/** Double-clicks the upper edge of the dock. */
async function doubleClickEdge(page: Page): Promise<void> {
  const box = (await edge(page).boundingBox())!
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2)
}

async function dragEdge(page: Page, by: number): Promise<void> {
  const box = (await edge(page).boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x, y + by / 2)
  await page.mouse.move(x, y + by)
  await page.mouse.up()
}

test('the dock is folded at first, opens at the first training, and then keeps its height', async ({
  app,
  host,
}) => {
  const { page } = host
  expect(await heightOf(page)).toBe(FOLDED)
  await expect(page.getByRole('tabpanel')).toHaveCount(0)
  await app.openExample('iris').train({ epochs: 3 }).expectState('finished')
  expect(await heightOf(page)).toBe(220)

  // A double click folds the dock, and another restores the last height.
  await dragEdge(page, -60)
  expect(await heightOf(page)).toBe(280)
  await doubleClickEdge(page)
  expect(await heightOf(page)).toBe(FOLDED)
  await doubleClickEdge(page)
  expect(await heightOf(page)).toBe(280)

  // The height is at most 40 % of the window. The charts are visible down to the minimum height; below it the dock folds.
  await dragEdge(page, -700)
  expect(await heightOf(page)).toBe(await page.evaluate(() => Math.floor(innerHeight * 0.4)))
  const smallest = (await heightOf(page)) - 120
  await dragEdge(page, smallest)
  expect(await heightOf(page)).toBe(120)
  const charts = page.getByRole('tabpanel').locator('figure canvas')
  await expect(charts).toHaveCount(2)
  for (const chart of await charts.all()) {
    await expect(chart).toBeInViewport({ ratio: 0.9 })
    expect((await chart.boundingBox())!.height).toBeGreaterThan(40)
  }
  await dragEdge(page, 80)
  expect(await heightOf(page)).toBe(FOLDED)

  // The state survives a reload, and the next training does not change it.
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('layerloom.dock')))
    .toContain('"folded":true')
  await app.reload()
  expect(await heightOf(page)).toBe(FOLDED)
  await app.train().expectIdle()
  expect(await heightOf(page)).toBe(FOLDED)
  await doubleClickEdge(page)
  expect(await heightOf(page)).toBe(120)
})

test('the edge of the dock is moved by keyboard', async ({ app, host }) => {
  const { page } = host
  await edge(page).focus()
  await app.key('Enter')
  expect(await heightOf(page)).toBe(220)
  await app.key('ArrowUp')
  expect(await heightOf(page)).toBe(236)
  await expect(edge(page)).toHaveAttribute('aria-valuenow', '236')
  await app.key('Home')
  expect(await heightOf(page)).toBe(FOLDED)
  await app.key('ArrowUp')
  expect(await heightOf(page)).toBe(120)
  await app.key('ArrowDown')
  expect(await heightOf(page)).toBe(FOLDED)
  await app.key('End')
  expect(await heightOf(page)).toBe(await page.evaluate(() => Math.floor(innerHeight * 0.4)))
  // A tab opens the dock too.
  await app.key('Home').tab('Summary')
  expect(await heightOf(page)).toBe(360)
})

test('the maximum height of the dock follows the window', async ({ app, host }) => {
  const { page } = host
  await app.openExample('iris').tab('Summary')
  await host.resize(1440, 700)
  await expect(edge(page)).toHaveAttribute('aria-valuemax', '280')
  await edge(page).press('End')
  await expect(edge(page)).toHaveAttribute('aria-valuenow', '280')
  await host.resize(1440, 600)
  await expect(edge(page)).toHaveAttribute('aria-valuemax', '240')
  await expect(edge(page)).toHaveAttribute('aria-valuenow', '240')
  expect(await heightOf(page)).toBe(240)
  await host.resize(1440, 900)
  await expect(edge(page)).toHaveAttribute('aria-valuenow', '280')
})
