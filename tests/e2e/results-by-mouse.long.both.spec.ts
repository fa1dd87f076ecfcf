/** After Train, with the mouse alone: compare two variants, open the better one, evaluate it on test rows, correct the label of its most
 *  confident mistake, train with the correction, draw a picture, predict a file, and find all of it after a restart. */
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './driver/test.ts'

const IRIS = 'assets/examples/iris.csv'
const RESULTS_MS = 60_000

test('from two variants to a corrected label and predictions, by mouse', async ({ app, host, relaunch }) => {
  test.slow()
  const { page } = host
  const path = join(host.folders.documents, 'normalized.loom')
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
  const workspace = (name: string) =>
    page
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click()
  const variant = (name: string) => page.getByRole('tab', { name, exact: true }).click()
  await app.openExample('lesson-variants').train({ epochs: 1 }).expectIdle().expectState('finished')
  await variant('Before the activation')
  await app.train({ epochs: 1 }).expectIdle().expectState('finished').save(path)

  await workspace('Runs')
  const runs = page
    .getByRole('grid', { name: 'Runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox') })
  await expect(runs).toHaveCount(2)
  for (const i of [0, 1]) await runs.nth(i).locator('label').click()
  await expect(page.getByRole('heading', { name: '2 runs compared' })).toBeVisible()
  await page.getByRole('columnheader', { name: /^val_accuracy/ }).click()
  await runs.first().getByText('activation').first().click()
  await press('Results')

  await page.getByText('test', { exact: true }).first().click()
  await press('Evaluate on the test rows')
  await expect(page.getByText('First look at the test rows.')).toBeVisible({ timeout: RESULTS_MS })
  await press(/^Shirt, predicted as T-shirt\/top:/)
  const mistakes = page.getByRole('grid', { name: 'Shirt predicted as T-shirt/top' })
  await mistakes.getByRole('gridcell').first().click()
  const chosen = page.getByRole('region', { name: /^Row [\d,]+$/ })
  await expect(chosen.getByRole('button', { name: 'Exclude' })).toBeEnabled()
  await chosen.getByRole('combobox', { name: 'Right label' }).selectOption('T-shirt/top')
  await expect(chosen).toContainText('Shirt → T-shirt/top')
  await app.undo()
  await expect(chosen).not.toContainText('→')
  await app.redo()
  await app
    .train()
    .expectIdle()
    .expectStatus(/Training finished/)

  const box = (await page.getByRole('application').boundingBox())!
  await press('Clear')
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.9, { steps: 8 })
  await page.mouse.up()
  await expect(page.getByRole('region', { name: 'Predict' }).getByText(/ sure$/)).toBeVisible()
  await app.save()
  await expect(page.getByRole('listbox', { name: 'Other runs' }).getByRole('option')).toHaveCount(3)

  const table = join(host.folders.documents, 'flowers.csv')
  const out = join(host.folders.documents, 'predicted.csv')
  copyFileSync(IRIS, table)
  await app.openExample('iris').save(join(host.folders.documents, 'flowers.loom'))
  await workspace('Design')
  await app.train({ epochs: 2 }).save().expectIdle().expectState('finished')
  await workspace('Runs')
  await runs.filter({ hasText: 'Iris' }).first().getByText('Iris').click()
  await press('Results')
  await page.getByRole('tab', { name: 'A whole file' }).click()
  await app.choose('open', table, () => press('Choose a table…'))
  await app.choose('save', out, () => press('Predict into a CSV file…'))
  await expect(page.getByText(/150 rows/).first()).toBeVisible({ timeout: RESULTS_MS })
  expect(readFileSync(out, 'utf8').trimEnd().split('\n')).toHaveLength(151)

  const next = await relaunch('close')
  await next.app.open(path)
  await next.app.expectOpen('normalized')
  await next.host.page.getByRole('button', { name: /^Runs/ }).first().click()
  await expect(next.host.page.getByRole('grid', { name: 'Runs' })).toContainText('Before the activation')
  expect(readFileSync(path, 'utf8')).toContain('"label": "T-shirt/top"')
})
