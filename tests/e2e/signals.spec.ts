/** Signals beside the nodes while drawing: a key shows them, they follow an edit, other initial weights change them, the key hides them. */
import { axeFindings, unreachableControls } from './driver/layout-checks.ts'
import { expect, test } from './driver/test.ts'

test('signals stand beside the nodes and in the panel, and follow each edit', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he').select('dense')
  const button = page.getByRole('button', { name: 'Signals', exact: true })
  const card = page.getByTestId('canvas').getByRole('group', { name: /^Dense dense,/ })
  const beside = page.locator('[data-id="dense"]').getByTestId('node-signals')
  await expect(button).toHaveAttribute('aria-pressed', 'false')
  await expect(beside).toHaveCount(0)

  await app.key('g')
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await expect(beside).toBeVisible()
  await expect(beside.locator('svg')).toHaveCount(2)
  await expect(page.locator('footer').getByText(/^Signals [\d,]+ ms$/)).toBeVisible()
  const panel = page.getByRole('region', { name: 'Signals' })
  await expect(panel).toContainText('256 rows, initial weights')
  await expect(panel.getByRole('row', { name: /^kernel / })).toBeVisible()
  const label = async () =>
    (await card.getAttribute('aria-labelledby').then((id) => page.locator(`[id="${id}"]`).textContent()))!
  const relu = await label()
  expect(relu).toMatch(/; outputs 0\.\d+ plus or minus 0\.\d+, mean gradient [\d.e-]+$/)
  expect(await axeFindings(page)).toEqual([])
  expect(await unreachableControls(page)).toEqual([])

  // Outputs of sigmoid have another mean.
  await app.set('activation', 'sigmoid')
  await expect.poll(label).not.toBe(relu)
  await expect(beside).not.toHaveAttribute('data-stale')
  const sigmoid = await label()
  await app.select('dense').key('Shift+g')
  await expect(page.locator('footer').getByText(/^Signals [\d,]+ ms, draw 2$/)).toBeVisible()
  await expect.poll(label).not.toBe(sigmoid)

  await app.key('g')
  await expect(beside).toHaveCount(0)
  await expect(panel).toHaveCount(0)
})

test('without data, signals are those of standard-normal rows, and say so', async ({ app, host }) => {
  const { page } = host
  await app.new().expectLayers(0)
  await expect(page.getByRole('button', { name: 'Signals', exact: true })).toHaveCount(0)
  await app.add('Input').add('Flatten').add('Dense').add('Output').select('dense').key('g')
  await expect(page.locator('[data-id="dense"]').getByTestId('node-signals')).toBeVisible()
  const bar = page.getByTestId('signals-bar')
  await expect(bar).toContainText('Standard-normal rows')
  await expect(page.getByRole('region', { name: 'Signals' })).toContainText('256 standard-normal rows')
  await bar.getByRole('button', { name: 'Choose data' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('the dock shows ladders of the variants, and a run replays its signals in its own network', async ({
  app,
  host,
}) => {
  const { page } = host
  await app.openExample('iris').select('dense').add('Dense').key('Control+Shift+d').tab('Signals')
  await page.getByRole('button', { name: 'Show signals' }).click()
  const ladder = page.getByRole('group', { name: /^Gradient by layer/ })
  const figures = page.getByRole('region', { name: 'Gradients in figures' })
  await expect(figures.getByText(/^1 : [\d.,]+$/)).toHaveCount(2)
  await expect(page.getByRole('table', { name: /^Signals by layer: / })).toHaveCount(2)
  // By keyboard from the first layer of the first variant to the second one, and to the layer on the canvas.
  await ladder.focus()
  await app.key('ArrowRight').key('ArrowRight').key('ArrowDown').key('Enter')
  await expect(ladder.locator('xpath=..').locator('figcaption')).toContainText(
    /^Variant 2, dense_2: [\d.e-]+ \(/,
  )
  await expect(page.getByTestId('canvas').locator('.react-flow__node.selected')).toContainText('dense_2')
  expect(await axeFindings(page)).toEqual([])

  await app.train({ epochs: 3 })
  const bar = page.getByTestId('replay-bar')
  await expect(bar).toContainText('After epoch 3 of 3')
  const time = bar.getByRole('slider', { name: 'Time' })
  await time.focus()
  await app.key('Home')
  await expect(bar).toContainText('Initial weights')
  await expect(figures).toContainText('Initial weights')
  await app.key('Escape')
  await expect(bar).toHaveCount(0)

  // The other variant still has the network of the run; after an edit none has.
  const replay = page.getByRole('button', { name: 'Signals over time' })
  await app.select('dense').set('units', 6).tab('Training')
  await replay.click()
  await expect(page.getByRole('tab', { name: 'Variant 1' })).toHaveAttribute('aria-selected', 'true')
  await app.key('Escape').select('dense').set('units', 5).tab('Training')
  await replay.click()
  const network = page.getByTestId('replayed-network')
  await expect(network.getByTestId('node-signals').first()).toBeVisible()
  await expect(time).toBeFocused()
  await bar.getByRole('button', { name: 'Close (Esc)' }).click()
  await expect(network).toHaveCount(0)
  await app.expectLabel('dense', /output \(None, 5\)/)
})
