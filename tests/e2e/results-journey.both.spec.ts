/** After Train: the lesson's two variants are trained and compared, the better one is evaluated on test rows, its most confident mistake is
 *  marked and left out by the next training, a drawn picture and a file are predicted, and all of it is there after a restart. */
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { writeIdx } from '../support/datasets.ts'
import { expect, test } from './driver/test.ts'

const IRIS = 'assets/examples/iris.csv'
const RESULTS_MS = 60_000

const runsIn = (page: Page) =>
  page
    .getByRole('grid', { name: 'Runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox') })
const figure = async (text: Promise<string | null>) => Number(/0\.\d+/.exec((await text) ?? '')![0])

test('from two variants to the mistakes of the better one, and to predictions, by keyboard', async ({
  app,
  host,
  relaunch,
}) => {
  test.slow()
  const { page } = host
  const path = join(host.folders.documents, 'normalized.loom')
  await app
    .openExample('lesson-variants')
    .train({ epochs: 1 })
    .expectIdle()
    .expectState('finished')
    .key('Alt+PageDown')
  await app.train({ epochs: 1 }).expectIdle().expectState('finished').save(path)

  // The runs are compared, and the better one is opened.
  await app.key('F9')
  await expect(runsIn(page)).toHaveCount(2)
  await page.keyboard.press('Control+a')
  await expect(page.getByRole('heading', { name: '2 runs compared' })).toBeVisible()
  await expect(page.getByRole('row', { name: /^Dense\.use_bias/ })).toContainText('False ×2, True')
  const [later, earlier] = [
    await figure(runsIn(page).nth(0).textContent()),
    await figure(runsIn(page).nth(1).textContent()),
  ]
  if (earlier > later) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')

  // Test rows are looked at once; the most confident Shirt among the T-shirts is marked.
  await page.getByRole('radio', { name: 'test' }).press('Space')
  await page.getByRole('button', { name: 'Evaluate on the test rows' }).press('Enter')
  await expect(page.getByText('First look at the test rows.')).toBeVisible({ timeout: RESULTS_MS })
  // The button has gone; the focus is on the choice that holds, which an arrow key changes.
  await expect(page.getByRole('radio', { name: 'test' })).toBeFocused()
  await expect(page.getByRole('region', { name: 'Scores' })).toContainText(/accuracy0\.8\d+95 %: 0\.8/)
  await page.getByRole('button', { name: /^Shirt, predicted as T-shirt\/top:/ }).press('Enter')
  const mistakes = page.getByRole('grid', { name: 'Shirt predicted as T-shirt/top' })
  await expect(mistakes).toBeVisible()
  await mistakes.press('ArrowRight')
  const chosen = page.getByRole('region', { name: /^Row [\d,]+$/ })
  await expect(chosen).toContainText('LabelledShirt')
  await page.keyboard.press('x')
  await expect(chosen.getByRole('button', { name: 'Include again' })).toBeVisible()

  // The next training leaves the row out.
  await app
    .command('Train')
    .expectTraining()
    .expectIdle()
    .expectStatus(/Training finished/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(runsIn(page)).toHaveCount(3)
  await expect(runsIn(page).first()).toContainText('finished')
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await page.getByRole('radio', { name: 'test' }).press('Space')
  await page.getByRole('button', { name: 'Evaluate on the test rows' }).press('Enter')
  await expect(page.getByText(/^9,999 test rows/)).toBeVisible({ timeout: RESULTS_MS })

  // A picture is drawn: a trouser leg, with the brush of the keyboard.
  await app.command('Predict a row or a picture')
  const drawing = page.getByRole('application')
  await page.getByRole('button', { name: 'Clear', exact: true }).press('Enter')
  await drawing.focus()
  const verdict = page.getByRole('region', { name: 'Predict' }).getByText(/, \d+(\.\d)? % sure$/)
  await expect(verdict).toBeVisible()
  const empty = await verdict.textContent()
  for (let row = 0; row < 12; row++) {
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
  }
  await expect(verdict).not.toHaveText(empty!)

  // A file of pictures is predicted beside its labels.
  const pictures = join(host.folders.documents, 'own-images-idx3-ubyte')
  const labels = join(host.folders.documents, 'own-labels-idx1-ubyte')
  const answers = join(host.folders.documents, 'answers.csv')
  writeIdx(pictures, [120, 28, 28], (i) => (i * 7919) % 251)
  writeIdx(labels, [120], (i) => i % 10)
  await app.command('Predict a whole file')
  await app.choose('open', pictures, () =>
    page.getByRole('button', { name: 'Choose pictures…' }).press('Enter'),
  )
  await app.choose('open', labels, () => page.getByRole('button', { name: 'Their labels…' }).press('Enter'))
  await app.choose('save', answers, () =>
    page.getByRole('button', { name: 'Predict into a CSV file…' }).press('Enter'),
  )
  await expect(page.getByText(/^120 rows predicted/)).toBeVisible({ timeout: RESULTS_MS })
  const written = readFileSync(answers, 'utf8').trimEnd().split('\n')
  expect(written[0]).toBe('row,label,label_predicted')
  expect(written[120]).toMatch(/^119,Ankle boot,[A-Z]/)
  await app.save()

  // A file is predicted by a network for tables.
  const table = join(host.folders.documents, 'flowers.csv')
  const out = join(host.folders.documents, 'predicted.csv')
  copyFileSync(IRIS, table)
  await app.openExample('iris').save(join(host.folders.documents, 'flowers.loom'))
  await app.key('F7').train({ epochs: 2 }).save().expectIdle().expectState('finished').key('F9')
  await expect(runsIn(page).first()).toBeVisible()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await app.command('Predict a whole file')
  await app.choose('open', table, () => page.getByRole('button', { name: 'Choose a table…' }).press('Enter'))
  await app.choose('save', out, () =>
    page.getByRole('button', { name: 'Predict into a CSV file…' }).press('Enter'),
  )
  await expect(page.getByText(/150 rows/).first()).toBeVisible({ timeout: RESULTS_MS })
  const [header, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n')
  expect(header).toMatch(/_predicted$/)
  expect(lines).toHaveLength(150)
  expect(lines[0]!.startsWith(readFileSync(IRIS, 'utf8').split('\n')[1]!.trim())).toBe(true)

  // All of it is there after a restart.
  const next = await relaunch('close')
  await next.app.open(path)
  await next.app.expectOpen('normalized').key('F9')
  await expect(runsIn(next.host.page)).toHaveCount(3)
  await next.host.page.keyboard.press('Enter')
  await next.host.page.getByRole('radio', { name: 'test' }).press('Space')
  await expect(next.host.page.getByText(/^9,999 test rows/)).toBeVisible()
  await expect(next.host.page.getByRole('region', { name: 'Scores' })).toContainText(/accuracy0\.8/)
})
