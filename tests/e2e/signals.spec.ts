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
