/** The Data workspace: a dropped table is looked at, accepted and trained, by mouse and by keyboard. */
import { copyFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { axeFindings, layoutProblems, unreachableControls } from './driver/layout-checks.ts'
import { expect, test } from './driver/test.ts'

const CHURN = 'tests/data/cases/churn.csv'
const columnsIn = (page: Page) => page.getByRole('grid', { name: 'Columns' })
const rowOf = (page: Page, name: string) => columnsIn(page).getByRole('row').filter({ hasText: name })
const cellOf = (page: Page, name: string) => columnsIn(page).getByRole('gridcell', { name, exact: true })
const panelIn = (page: Page) => page.getByRole('complementary', { name: 'Selected column' })

test('a column is found, given another role and other steps by keyboard', async ({ app, host }) => {
  const { page } = host
  const path = join(host.folders.home, 'churn.csv')
  copyFileSync(CHURN, path)
  await app.drop(path)
  await expect(rowOf(page, 'visits')).toBeVisible()
  await page.keyboard.press('F7')
  await page.keyboard.press('F8')
  await expect(cellOf(page, 'churned')).toBeFocused()
  // Letters find a name; the arrows go from cell to cell.
  await page.keyboard.type('mon')
  await expect(rowOf(page, 'monthly_spend')).toHaveAttribute('aria-selected', 'true')
  await expect(cellOf(page, 'monthly_spend')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByLabel('Role of monthly_spend').first()).toBeFocused()
  await page.keyboard.type('ign')
  await expect(page.getByLabel('Role of monthly_spend').first()).toHaveValue('ignore')
  await page.keyboard.press('Control+z')
  await expect(page.getByLabel('Role of monthly_spend').first()).toHaveValue('feature')
  // A step is moved with Alt and an arrow.
  const steps = panelIn(page).getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await expect(steps).toContainText(['Fill missing', 'Standardize'])
  await steps.first().focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(steps).toContainText(['Standardize', 'Fill missing'])
  await expect(steps.nth(1)).toBeFocused()
  // A class is moved to the end, and to the place that is typed.
  await cellOf(page, 'churned').click()
  const classes = panelIn(page).getByRole('list', { name: 'Order of classes' }).getByRole('listitem')
  await expect(classes).toContainText(['no', 'yes'])
  await classes.first().focus()
  await page.keyboard.press('Alt+End')
  await expect(classes).toContainText(['yes', 'no'])
  await expect(classes.nth(1)).toBeFocused()
  await page.keyboard.type('1')
  await page.keyboard.press('Enter')
  await expect(classes).toContainText(['no', 'yes'])
  await expect(classes.first()).toBeFocused()
  await page.keyboard.press('F6')
  await expect(page.getByRole('tab', { name: 'Rows' })).toBeFocused()
  // Upwards from the end of the rows, the head does not cover the active cell.
  const rows = page.getByRole('grid', { name: 'Rows of the table' })
  await rows.focus()
  for (const key of ['ArrowDown', 'Control+End', 'PageUp']) await page.keyboard.press(key)
  await expect(async () => {
    const head = (await rows.getByRole('columnheader').first().boundingBox())!
    const cell = (await rows.getByRole('gridcell', { selected: true }).boundingBox())!
    expect(cell.y).toBeGreaterThanOrEqual(head.y + head.height - 1)
  }).toPass({ timeout: 5000 })
})

test('a reader option is set, and taken back as found', async ({ app, host }) => {
  const { page } = host
  const path = join(host.folders.home, 'churn.csv')
  copyFileSync(CHURN, path)
  await app.drop(path)
  const separator = page.getByLabel('separator', { exact: true })
  await expect(separator).toHaveValue(',')
  await separator.fill(';')
  await separator.press('Enter')
  // A table of one column, with nothing to learn from.
  await expect(rowOf(page, 'visits')).toHaveCount(1)
  await expect(page.getByText(/There is no column to learn/)).toBeVisible()
  await page.getByRole('button', { name: 'separator: As found in the file' }).click()
  await expect(rowOf(page, 'visits')).toContainText('41')
})

test('the height of the rows is kept, and is not that of the other dock', async ({ app, host }) => {
  const { page } = host
  const path = join(host.folders.home, 'churn.csv')
  copyFileSync(CHURN, path)
  await app.drop(path)
  const dock = page.getByRole('region', { name: 'Rows and problems' })
  const edge = dock.getByRole('separator')
  await expect(edge).toHaveAttribute('aria-valuenow', '262')
  await edge.focus()
  await page.keyboard.press('ArrowUp')
  await expect(edge).toHaveAttribute('aria-valuenow', '278')
  await page.keyboard.press('Home')
  await expect(dock.getByRole('grid')).toHaveCount(0)
  await app.reload()
  await page.keyboard.press('F8')
  await expect(dock.getByRole('grid')).toHaveCount(0)
  await dock.getByRole('button', { name: 'Open the panel' }).click()
  await expect(edge).toHaveAttribute('aria-valuenow', '278')
})

test('the workspace is loaded at its first use, so that the window starts with 700 KiB at most', async ({
  app,
  host,
}) => {
  const { page } = host
  const sizes = new Map<string, number>()
  const responses: Promise<void>[] = []
  page.on('response', (response) => {
    const name = basename(new URL(response.url()).pathname)
    if (!/\.(js|css)$/.test(name)) return
    responses.push(response.body().then((body) => void sizes.set(name, gzipSync(body).length)))
  })
  await app.reload()
  await app.expectRunning()
  await Promise.all(responses)
  const isWorkspace = (name: string) => name.startsWith('data-workspace')
  expect([...sizes.keys()].filter(isWorkspace)).toEqual([])
  expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(700 * 1024)
  await page.keyboard.press('F8')
  await expect(page.getByRole('complementary', { name: 'Source' })).toBeVisible()
  expect([...sizes.keys()].some(isWorkspace)).toBe(true)
})

test('a cell that is not of its column’s type is found in the rows', async ({ app, host }) => {
  const { page } = host
  const path = join(host.folders.home, 'wings.csv')
  const rows = Array.from(
    { length: 400 },
    (_, i) => `${i === 350 ? '181 mm' : 170 + (i % 40)},${i % 2 ? 'a' : 'b'}`,
  )
  writeFileSync(path, ['wing,kind', ...rows].join('\n'))
  await app.drop(path)
  await expect(page.getByText('1 cell is not of the type: line 352, wing')).toBeVisible()
  await page.getByRole('button', { name: 'Go to it' }).click()
  const grid = page.getByRole('grid', { name: 'Rows of the table' })
  const cell = grid.getByRole('gridcell', { name: '181 mm' })
  await expect(cell).toBeInViewport()
  await expect(cell).toHaveAttribute('aria-selected', 'true')
  await expect(panelIn(page).getByRole('heading', { level: 2 })).toHaveText('wing')
  await grid.focus()
  await page.keyboard.press('Control+Home')
  await expect(grid.getByRole('row', { name: /^1 / })).toBeInViewport()
  await page.keyboard.press('Control+End')
  await expect(grid.getByRole('row', { name: /^400 / })).toBeInViewport()
})

test('a row is excluded and a label corrected by keyboard, and both undone', async ({ app, host }) => {
  const { page } = host
  const path = join(host.folders.home, 'wings.csv')
  const lines = Array.from({ length: 60 }, (_, i) => `${170 + (i % 40)},${i % 2 ? 'a' : 'b'}`)
  writeFileSync(path, ['wing,kind', ...lines].join('\n'))
  await app.drop(path)
  const grid = page.getByRole('grid', { name: 'Rows of the table' })
  const row = (number: number) => grid.getByRole('row', { name: new RegExp(`^${number} `) })
  await expect(row(1)).toContainText(/train|validation|test/)
  await grid.focus()
  for (const key of ['ArrowDown', 'Delete']) await page.keyboard.press(key)
  await expect(row(1)).toContainText('excluded')
  for (const key of ['ArrowDown', 'w']) await page.keyboard.press(key)
  const bar = page.getByRole('toolbar', { name: 'Row 2' })
  await expect(bar.getByLabel('kind')).toBeFocused()
  await page.keyboard.type('b')
  await expect(bar).toContainText('was a')
  await page.keyboard.press('Escape')
  await expect(grid).toBeFocused()
  await expect(bar).toContainText('2 marks')
  await page.keyboard.press('Control+z')
  await expect(bar).toContainText('1 mark')
  await expect(row(2)).toContainText('a')
  await page.keyboard.press('Control+z')
  await expect(row(1)).not.toContainText('excluded')
})

for (const theme of ['light', 'dark'] as const)
  test(`axe finds no serious accessibility problem in the data, ${theme}`, async ({ app, host }) => {
    const { page } = host
    const audit = () => axeFindings(page, theme === 'light' ? 'all' : 'colors')
    const path = join(host.folders.home, 'churn.csv')
    copyFileSync(CHURN, path)
    await app.theme(theme).new().key('F8')
    await expect(page.getByText('Drop a table or image files here')).toBeVisible()
    expect(await audit(), 'no data').toEqual([])
    await app.drop(path)
    await expect(rowOf(page, 'visits')).toBeVisible()
    expect(await audit(), 'suggestions').toEqual([])
    await page.getByRole('button', { name: 'Use suggestions' }).click()
    await expect(page.getByText('stratified by churned')).toBeVisible()
    await rowOf(page, 'plan').getByText('plan').click()
    expect(await audit(), 'a category').toEqual([])
    await host.resize(1100, 700)
    await page.getByRole('tab', { name: 'Split' }).click()
    expect(await audit(), 'a narrow window').toEqual([])
    await host.resize(1440, 900)
    await host.zoom(2)
    expect(await audit(), '200 %').toEqual([])
    await app.pressByKey(/^Sample/)
    await expect(page.getByText('70,000', { exact: true })).toBeVisible({ timeout: 60_000 })
    expect(await audit(), 'no table').toEqual([])
  })

for (const { width, height, zoom } of [
  { width: 1440, height: 900, zoom: 1 },
  { width: 1100, height: 700, zoom: 1 },
  { width: 1440, height: 900, zoom: 2 },
])
  test(`every control of the data is reachable at ${width} × ${height}, ${zoom * 100} %`, async ({
    app,
    host,
  }) => {
    const { page } = host
    const path = join(host.folders.home, 'churn.csv')
    copyFileSync(CHURN, path)
    await app.openExample('iris').drop(path)
    await expect(rowOf(page, 'visits')).toBeVisible()
    await page.getByRole('button', { name: 'Use suggestions' }).click()
    await rowOf(page, 'age').getByText('age').click()
    await expect(panelIn(page)).toContainText('Fill missing')
    await host.resize(width, height)
    await host.zoom(zoom)
    expect(await layoutProblems(page), 'areas').toEqual([])
    expect(await unreachableControls(page)).toEqual([])
  })
