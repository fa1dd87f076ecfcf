/** The Runs workspace: every run in a table, compared, named, starred, deleted and brought back; all by keyboard. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { App } from './driver/app.ts'
import { savedFile } from './driver/downloads.ts'
import { axeFindings, layoutProblems, unreachableControls } from './driver/layout-checks.ts'
import { expect, test } from './driver/test.ts'

/** The dock below the results: a test row, a typed value, a curve, and a whole file, by keyboard. */
async function predictBelow(app: App, page: Page, folder: string): Promise<void> {
  const dock = page.getByRole('region', { name: 'Predict' })
  await dock.getByRole('tab', { name: 'Predict' }).press('Enter')
  await expect(dock.getByText(/^(Test|Validation) row \d+/)).toBeVisible({ timeout: 30_000 })
  const bars = dock.getByRole('list')
  await expect(bars.getByRole('listitem')).toHaveCount(3)
  const before = (await bars.textContent())!
  await dock.getByLabel('petal_length').fill('9.5')
  await expect(bars).not.toHaveText(before)
  await dock.getByLabel('petal_length').fill('')
  await expect(dock.getByText(/^missing: /)).toBeVisible()
  await page.keyboard.press('Alt+Shift+N')
  await expect(dock.getByText(/^missing: /)).toBeHidden()

  await dock.getByRole('tab', { name: 'Predict' }).press('ArrowRight')
  await expect(dock.getByRole('group', { name: /^Prediction over / })).toBeVisible()
  await dock.getByRole('tab', { name: 'What if' }).press('ArrowRight')
  const [table, predicted] = [join(folder, 'new.csv'), join(folder, 'new-predictions.csv')]
  writeFileSync(table, 'sepal_length,sepal_width,petal_length,petal_width\n5,3,1.5,0.2\n6,3,,2\n')
  const press = (name: string) => dock.getByRole('button', { name }).press('Enter')
  await app.choose('open', table, () => press('Choose a table…'))
  await app.choose('save', predicted, () => press('Predict into a CSV file…'))
  await expect(dock.getByText(/^2 rows predicted in /)).toBeVisible({ timeout: 30_000 })
  expect(readFileSync(predicted, 'utf8')).toMatch(/^sepal_length,.*_predicted\n5,3,1.5,0.2,\w+\n/)
  await dock.getByRole('tab', { name: 'A whole file' }).focus()
}

test('runs are found, compared, starred, renamed, deleted and brought back', async ({
  app,
  host,
  relaunch,
}) => {
  const path = join(host.folders.documents, 'flowers.loom')
  await app.openExample('iris').save(path)
  // The document is saved, so that no question about unsaved work follows.
  for (let i = 0; i < 2; i++) await app.train({ epochs: 2 }).save().expectState('finished')
  const { page } = host
  await app.key('F9')
  const rows = page
    .getByRole('grid', { name: 'Runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox') })
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toBeFocused()

  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByRole('heading', { name: '2 runs compared' })).toBeVisible()
  await expect(page.getByText('All settings are the same.')).toBeVisible()
  await expect(page.getByRole('img', { name: 'val_loss of 2 runs' })).toBeVisible()
  // The picture of a chart is a file that needs nothing else.
  const menu = page.getByRole('button', { name: 'Picture and numbers of val_loss' })
  const saved = async (item: string) => {
    await menu.click()
    return savedFile(host, () => page.getByRole('menuitem', { name: item }).click())
  }
  const svg = String(await saved('Save as SVG'))
  expect(svg.startsWith('<svg ')).toBe(true)
  expect(svg).toContain('val_loss')
  expect(svg).toMatch(/Iris \(seed \d+\)/)
  expect(svg).not.toContain('var(--')
  const png = await saved('Save picture (PNG)')
  expect([png.readUInt32BE(0), png.readUInt32BE(16)]).toEqual([0x89504e47, 1600])
  // Keys zoom all curves; the button and 0 show all again.
  const curves = page.getByRole('group', { name: /^Curves/ })
  const resetZoom = page.getByRole('button', { name: 'Reset zoom' })
  await page.getByRole('radio', { name: 'time (s)' }).check({ force: true })
  await curves.focus()
  await expect(resetZoom).toBeHidden()
  await page.keyboard.press('+')
  await resetZoom.press('Enter')
  await expect(resetZoom).toBeHidden()
  await expect(curves).toBeFocused()
  await page.keyboard.press('+')
  await expect(resetZoom).toBeVisible()
  await page.keyboard.press('0')
  await expect(resetZoom).toBeHidden()
  await rows.nth(1).focus()
  await page.keyboard.press('*')
  await expect(rows.nth(1).getByRole('button', { name: 'Star Iris' })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F2')
  await expect(page.getByRole('textbox', { name: 'Name of the run' })).toBeFocused()
  await page.keyboard.type('First try')
  await page.keyboard.press('Enter')
  await expect(rows.nth(1)).toContainText('First try')
  await expect(rows.nth(1)).toBeFocused()
  // A note that is being typed is kept when another row is pressed.
  const note = page.getByRole('textbox', { name: 'Note' })
  await note.fill('to be compared')
  await rows.first().click()
  await expect(note).toHaveValue('')
  await rows.nth(1).click()
  await expect(note).toHaveValue('to be compared')

  // Its results: the figures of the validation rows, and the rows behind a cell.
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Evaluate on the validation rows' }).press('Enter')
  await expect(page.getByRole('region', { name: 'Scores' })).toContainText(/accuracy0\.\d+95 %: 0\.\d+ – /, {
    timeout: 60_000,
  })
  const count = await page.getByRole('button', { name: /^setosa, predicted as / }).count()
  expect(count).toBe(3)
  await page.getByRole('button', { name: 'setosa, predicted as setosa:' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'setosa predicted as setosa' })).toBeVisible()
  // A mistake is excluded by a key, and undo takes that back.
  await page.getByRole('button', { name: /^All \d+ mistakes$/ }).click()
  const behind = page.getByRole('grid', { name: 'All mistakes' })
  await behind.focus()
  await page.keyboard.press('ArrowDown')
  const chosen = page.getByRole('region', { name: /^Row \d+$/ })
  await expect(chosen.getByRole('button', { name: 'Exclude' })).toBeEnabled()
  await page.keyboard.press('x')
  await expect(behind.getByRole('row', { name: /excluded/ })).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(behind.getByRole('row', { name: /excluded/ })).toHaveCount(0)
  await chosen.getByRole('button', { name: 'Show activations' }).click()
  await expect(page.getByText(/^Activations of row \d+$/)).toBeVisible()
  await expect(page.getByRole('img', { name: /^Output 3: mean / }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^Activations of row \d+$/)).toBeHidden()
  await app.key('F9')
  await page.getByRole('button', { name: 'setosa, predicted as setosa:' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('button', { name: 'setosa, predicted as versicolor:' })).toBeFocused()
  // Slices are ordered by their accuracy, and the importance of columns is computed when it is asked for.
  await expect(page.getByRole('group', { name: /^accuracy by slice/ })).toBeVisible()
  await page.getByRole('button', { name: 'Compute', exact: true }).press('Enter')
  await expect(page.getByText(/^Fall of accuracy from 0\.\d+ on 30 rows/)).toBeVisible({ timeout: 30_000 })
  // A figure has one tab stop; its points are read, and open their rows.
  const calibration = page.getByRole('group', { name: /^Calibration/ })
  await calibration.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText(/rows: says \d+\.\d %, is right in \d+\.\d %$/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^Confidence \d/ })).toBeVisible()
  // It is saved as curves are, with its run in the name of the file and the colours of the theme in it.
  await page.getByRole('button', { name: 'Picture and numbers of Calibration' }).click()
  const figure = String(
    await savedFile(host, () => page.getByRole('menuitem', { name: 'Save as SVG' }).click()),
  )
  expect(figure).toMatch(/Calibration · First try, seed \d+, validation/)
  expect(figure).not.toContain('var(--')
  // Both axes are shares, so that the frame is a square: only the margins differ.
  const [, , width, height] = /viewBox="([^"]+)"/.exec(figure)![1]!.split(' ').map(Number)
  expect(Math.abs(width! - height!)).toBeLessThan(40)
  await predictBelow(app, page, host.folders.documents)
  await page.keyboard.press('Escape')
  await expect(rows.nth(1)).toBeFocused()

  await page.keyboard.press('/')
  await page.keyboard.type('first')
  await expect(rows).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(rows).toHaveCount(2)

  await rows.first().click()
  await page.keyboard.press('Delete')
  await expect(rows).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(rows).toHaveCount(2)

  // All of it is there after a restart.
  const next = await relaunch('close')
  await next.app.expectOpen('flowers').key('F9')
  const grid = next.host.page.getByRole('grid', { name: 'Runs' })
  await expect(grid).toContainText('First try')
  await expect(grid.getByRole('button', { name: 'Star First try' })).toHaveAttribute('aria-pressed', 'true')
})

test('the runs are accessible, in both themes and in small windows', async ({ app, host }) => {
  const { page } = host
  await app.theme('light').new().key('F9')
  await expect(page.getByRole('heading', { name: 'No runs yet' })).toBeVisible()
  expect(await axeFindings(page, 'all'), 'no runs').toEqual([])
  await app.openExample('iris').key('F7').train({ epochs: 2 }).expectState('finished')
  await app.train({ epochs: 2 }).expectState('finished').key('F9')
  await expect(page.getByRole('row').filter({ has: page.getByRole('checkbox') })).toHaveCount(2)
  await page.keyboard.press('Control+a')
  await expect(page.getByRole('heading', { name: '2 runs compared' })).toBeVisible()
  expect(await axeFindings(page, 'all'), 'two runs').toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Evaluate on the validation rows' }).click()
  await expect(page.getByRole('heading', { name: 'By class' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Evaluate again' })).toBeVisible()
  await page.getByRole('button', { name: /^All \d+ mistakes$/ }).click()
  await page.getByRole('grid', { name: 'All mistakes' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: 'Exclude' })).toBeEnabled()
  expect(await axeFindings(page, 'all'), 'results').toEqual([])
  await app.theme('dark')
  expect(await axeFindings(page, 'colors'), 'results, dark').toEqual([])
  await page.keyboard.press('Escape')
  expect(await axeFindings(page, 'colors'), 'dark').toEqual([])
  for (const [width, height] of [
    [1440, 900],
    [1100, 700],
    [720, 450],
  ] as const) {
    await host.resize(width, height)
    expect(await layoutProblems(page), `areas at ${width}`).toEqual([])
    expect(await unreachableControls(page), `controls at ${width}`).toEqual([])
  }
})

test('several seeds are trained by one press, and are one row, one line and points', async ({
  app,
  host,
}) => {
  const { page } = host
  await app.openExample('iris').train({ epochs: 2 }).expectState('finished')
  await page.getByRole('button', { name: 'Train several runs' }).click()
  await page.getByRole('menuitem', { name: 'Train with several seeds…' }).click()
  await page.getByRole('spinbutton', { name: 'Number of seeds' }).fill('2')
  await page.keyboard.press('Enter')
  await app.key('F9')
  const table = page.getByRole('treegrid', { name: 'Runs' })
  const rows = table.getByRole('row').filter({ has: page.getByRole('checkbox') })
  await expect(table.getByRole('row', { name: /2 seeds all finished/ })).toBeVisible({ timeout: 60_000 })
  await expect(rows).toHaveCount(2)

  // The row of the seeds opens, leads to its runs and closes again.
  await page.keyboard.press('Home')
  await expect(rows.first()).toBeFocused()
  await expect(page.getByRole('img', { name: 'val_loss of 2 runs' })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(rows).toHaveCount(4)
  await page.keyboard.press('ArrowRight')
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(rows).toHaveCount(2)
  await page.keyboard.press('Space')
  await expect(page.getByText('2 compared')).toBeVisible()
  expect(await axeFindings(page, 'all'), 'a group').toEqual([])

  // A point of the scatter selects its run, also one that its group hides.
  await page.getByRole('radio', { name: 'Scatter' }).check({ force: true })
  const scatter = page.getByRole('group', { name: /^val_accuracy by seed of 3 runs/ })
  await scatter.focus()
  await page.keyboard.press('End')
  await expect(page.getByText(/^Iris, seed 43: seed /)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(rows).toHaveCount(4)
  expect(await axeFindings(page, 'all'), 'the scatter').toEqual([])
  await app.theme('dark')
  expect(await axeFindings(page, 'colors'), 'the scatter, dark').toEqual([])
  for (const [width, height] of [
    [1100, 700],
    [900, 600],
    [720, 450],
  ] as const) {
    await host.resize(width, height)
    expect(await layoutProblems(page), `areas at ${width}`).toEqual([])
    expect(await unreachableControls(page), `controls at ${width}`).toEqual([])
  }
})

test('optimizers are compared from one dialog, by keyboard: each run joins the curves as it starts', async ({
  app,
  host,
}) => {
  const { page } = host
  await app.openExample('iris').set('epochs', 1).command('Compare optimizers')
  await expect(page.getByRole('dialog')).toContainText('nesterov=True')
  await page.getByRole('button', { name: 'Train 7 runs' }).press('Enter')
  await expect(page.getByRole('heading', { name: '7 runs compared' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('img', { name: 'val_loss of 7 runs' })).toBeVisible()
  await expect(page.getByRole('row', { name: /7 optimizers all finished/ })).toBeVisible({ timeout: 60_000 })
  const lines = page.getByRole('region', { name: 'Curves' }).getByRole('listitem')
  await expect(lines).toContainText(['momentum', 'Nesterov', 'Adagrad', 'RMSprop', 'Adam', 'Adamax', 'Nadam'])
})
