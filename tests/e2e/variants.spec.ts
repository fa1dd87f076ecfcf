/** Variants: copies of a network that are compared side by side and trained separately. */
import { axeFindings, unreachableControls } from './driver/layout-checks.ts'
import { expect, test } from './driver/test.ts'

test('the comparison of two variants shows the differences', async ({ app, host }) => {
  const { page } = host
  const tabs = page.getByRole('tablist', { name: 'Variants' })
  const tab = (name: string) => tabs.getByRole('tab', { name, exact: true })
  await app.openExample('lesson-he').key('Control+Shift+d')
  await expect(tabs.getByRole('tab')).toHaveText(['Variant 1', 'Variant 2'])
  await expect(tab('Variant 2')).toHaveAttribute('aria-selected', 'true')

  await app.select('dense').set('units', 200).select('dense_1').add('Dropout')
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  const comparison = page.getByRole('region', { name: 'Compared variant' })
  await expect(comparison.getByRole('listitem')).toHaveText([
    '±Dense dense: units 300 → 200',
    '+Dropout dropout: only in Variant 2',
  ])
  await expect(comparison.getByRole('note', { name: 'Legend' })).toHaveText(
    '+only in Variant 2−only in Variant 1±changed: Variant 1 → Variant 2no mark: same',
  )
  const canvas = page.getByTestId('canvas')
  await expect(canvas.locator('[data-difference="added"]')).toHaveCount(1)
  await expect(canvas.locator('[data-difference="changed"]')).toHaveCount(1)
  await expect(comparison.locator('.react-flow__node')).toHaveCount(6)
  await expect(comparison.locator('.react-flow [data-difference="changed"]')).toHaveCount(1)
  await expect(
    canvas.getByRole('group', { name: /^Dense dense, .*; Dense dense: units 300 → 200$/ }),
  ).toBeVisible()

  // Panning either canvas pans both.
  const boxOf = async (container: typeof comparison) =>
    (await container.getByText('Flatten', { exact: true }).boundingBox())!
  const offset = async () => {
    const [left, right] = [await boxOf(canvas), await boxOf(comparison)]
    const [a, b] = [(await canvas.boundingBox())!, (await comparison.locator('.react-flow').boundingBox())!]
    // The same node is at the same height of the screen in both, so that the eye can move across.
    return [left.x - a.x - (right.x - b.x), left.y - right.y, left.width - right.width].map(
      // No negative zero.
      (n) => Math.round(n) + 0,
    )
  }
  await expect.poll(offset).toEqual([0, 0, 0])
  const before = await boxOf(canvas)
  const box = (await comparison.locator('.react-flow').boundingBox())!
  await page.mouse.move(box.x + 20, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + 60, box.y + 50, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => Math.round((await boxOf(canvas)).x - before.x)).toBe(40)
  expect(await offset()).toEqual([0, 0, 0])

  // The two variants swap places.
  await comparison.getByRole('button', { name: 'Switch to it' }).click()
  await expect(tab('Variant 1')).toHaveAttribute('aria-selected', 'true')
  await expect(comparison.getByRole('listitem').first()).toHaveText('−Dropout dropout: only in Variant 2')
  await app.expectLabel('dense', /output \(None, 300\)/)
  await comparison.getByRole('button', { name: 'Close the comparison' }).click()
  await expect(comparison).toHaveCount(0)

  await tab('Variant 2').dblclick()
  await page.getByLabel('Variant name').fill('Narrow')
  await page.keyboard.press('Enter')
  await expect(tab('Narrow')).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(tabs).toHaveCount(0)
  await app.expectLabel('dense', /output \(None, 300\)/).undo()
  await expect(tab('Narrow')).toHaveAttribute('aria-selected', 'true')
  await app.side('History')
  await app.expectSteps(
    'Opened',
    'Duplicate as variant',
    'Change units',
    'Add Dropout',
    'Rename variant',
    'Delete Narrow',
  )
})

test('variants by keyboard: the selected variant has its program and parameter count', async ({
  app,
  host,
}) => {
  const { page } = host
  await app.openExample('lesson-variants')
  const tabs = page.getByRole('tablist', { name: 'Variants' }).getByRole('tab')
  await expect(tabs).toHaveText(['After the activation', 'Before the activation'])
  await expect(page.getByRole('contentinfo')).toContainText('271,346')
  await app.key('Alt+PageDown')
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('contentinfo')).toContainText('270,946')
  expect(await app.code()).toContain('use_bias=False')
  await app.key('Alt+Shift+c')
  const comparison = page.getByRole('region', { name: 'Compared variant' })
  await expect(comparison.getByRole('listitem')).toHaveText([
    '±Dense dense: activation elu → linear, use_bias True → False',
    '+Activation activation: only in Before the activation',
    '±Dense dense_1: activation elu → linear, use_bias True → False',
    '+Activation activation_1: only in Before the activation',
  ])
  await comparison.getByRole('combobox', { name: 'Compare with' }).focus()
  await page.keyboard.press('Escape')
  await expect(comparison).toHaveCount(0)
  await tabs.nth(1).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(tabs.nth(0)).toBeFocused()
  await page.keyboard.press('F2')
  await expect(page.getByLabel('Variant name')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(tabs.nth(0)).toBeFocused()
  // Switching between variants does not change the document.
  await app.expectDirty(false)
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
})

test('a wire that only one variant has is marked in its canvas', async ({ app, host }) => {
  const { page } = host
  await app.openExample('residual').key('Control+Shift+d')
  const wires = page.locator('.react-flow__edge')
  const before = await wires.count()
  await wires.first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Delete')
  await expect(wires).toHaveCount(before - 1)
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  const comparison = page.getByRole('region', { name: 'Compared variant' })
  await expect(comparison.getByRole('listitem')).toHaveCount(1)
  await expect(comparison.locator('path[data-difference="removed"]')).toHaveCount(1)
  await expect(page.getByTestId('canvas').locator('path[data-difference]')).toHaveCount(0)
  await comparison.getByRole('button', { name: 'Switch to it' }).click()
  await expect(page.getByTestId('canvas').locator('path[data-difference="added"]')).toHaveCount(1)
  await expect(comparison.locator('path[data-difference]')).toHaveCount(0)
  // Undo and redo select the variant that they change, and the comparison stays open.
  const selectedTab = page.getByRole('tablist', { name: 'Variants' }).getByRole('tab', { selected: true })
  await expect(selectedTab).toHaveText('Variant 1')
  await app.undo()
  await expect(selectedTab).toHaveText('Variant 2')
  await expect(page.locator('path[data-difference]')).toHaveCount(0)
  await app.redo()
  await expect(comparison.locator('path[data-difference="removed"]')).toHaveCount(1)
})

test('a run is named after its variant', async ({ app, host }) => {
  const { page } = host
  await app.openExample('iris').key('Control+Shift+d').train({ epochs: 3 }).expectState('finished')
  await expect(page.getByText(/Iris · Variant 2 · seed/).first()).toBeVisible()
})

test('Escape clears the selection first, and then closes the comparison', async ({ app, host }) => {
  const { page } = host
  const comparison = page.getByRole('region', { name: 'Compared variant' })
  await app.openExample('lesson-variants').key('Alt+Shift+c').select('dense').key('Escape')
  await expect(comparison).toBeVisible()
  await app.expectSelected().key('Escape')
  await expect(comparison).toHaveCount(0)
  // Opening another document closes the comparison.
  await app.key('Alt+Shift+c')
  await expect(comparison).toBeVisible()
  await app.openExample('lesson-he').openExample('lesson-variants')
  await expect(comparison).toHaveCount(0)
})

test('a button creates the first variant; a menu renames and deletes variants', async ({ app, host }) => {
  const { page } = host
  const tabs = page.getByRole('tablist', { name: 'Variants' }).getByRole('tab')
  const name = page.getByLabel('Variant name')
  const choose = async (item: string) => {
    await page.getByRole('button', { name: 'Variants menu' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await app.openExample('iris')
  await page.getByRole('main').getByRole('button', { name: 'Duplicate as variant' }).click()
  await expect(tabs).toHaveText(['Variant 1', 'Variant 2'])
  await choose('Rename the variant')
  await expect(name).toBeFocused()
  expect(await axeFindings(page), 'a name being written').toEqual([])
  await name.fill('Variant 1')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Another variant is already named “Variant 1”.')).toBeVisible()
  await expect(tabs).toHaveText(['Variant 1', 'Variant 2'])
  await choose('Rename the variant')
  await name.fill('Deep')
  await page.keyboard.press('Enter')
  await expect(tabs).toHaveText(['Variant 1', 'Deep'])
  // Keyboard shortcuts of the window also work on a tab.
  await tabs.nth(0).click()
  await app.key('Control+z')
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(tabs).toHaveText(['Variant 1', 'Variant 2'])
  await app.key('Control+Shift+z')
  await choose('Delete the variant')
  await expect(tabs).toHaveCount(0)
  await app.undo()
  await expect(tabs).toHaveText(['Variant 1', 'Deep'])
})

test('two variants are reachable in a small window', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-variants')
  await host.resize(900, 600)
  expect(await unreachableControls(page), 'a bar of variants').toEqual([])
  await app.key('Alt+Shift+c')
  await expect(page.getByRole('region', { name: 'Compared variant' })).toBeVisible()
  expect(await unreachableControls(page), 'two variants').toEqual([])
})
