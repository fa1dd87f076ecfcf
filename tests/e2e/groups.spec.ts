/** Groups: creating, opening, repeating, saving for other documents, ungrouping; by mouse and by keyboard. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { KEY_ITEM } from '../../shared/ipc/bridge.ts'
import { expect, test } from './driver/test.ts'

test('layers become a group that is opened, changed, repeated and ungrouped', async ({ app, host }) => {
  const { page } = host
  const breadcrumb = page.getByRole('navigation', { name: 'Open group' })
  await app.openExample('lesson-he').select('dense').addToSelection('dense_1').key('Control+g')
  await app.expectLayers(5).expectSelected('Block').expectNoProblems()
  await expect(page.getByRole('complementary').getByText('2', { exact: true })).toBeVisible()
  await app
    .set('name', 'Hidden layers')
    .expectLabel('Hidden layers', /^Group .* output \(None, 100\), 265,600 parameters/)

  await page.getByRole('group', { name: /^Group Hidden layers/ }).dblclick({ position: { x: 40, y: 12 } })
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(breadcrumb).toContainText('Hidden layers')
  await app.expectLayers(4).expectLabel('dense_1', /output \(None, 100\)/)
  await app.select('dense_1').set('units', 300)
  await breadcrumb.getByRole('button', { name: 'Network' }).click()
  await expect(breadcrumb).toHaveCount(0)
  await app.expectSelected('Hidden layers').expectLabel('Hidden layers', /output \(None, 300\)/)

  await app.set('repeat', 2).expectLabel('Hidden layers', /506,400 parameters/)
  const code = await app.code()
  expect(code).toContain('def hidden_layers(x):')
  expect(code).toContain('for _ in range(2):')
  await app.key('Control+Shift+g').expectLayers(8)
  await app.side('History')
  await app.expectSteps(
    'Opened',
    'Group 2 layers',
    'Rename group',
    'Change units',
    'Change repeat',
    'Ungroup Hidden layers',
  )
  await app.undo().undo().undo().undo().undo().expectDirty(false).expectLayers(6)
})

test('a group opens in place with its surroundings, or alone', async ({ app, host }) => {
  const { page } = host
  const frame = page.getByTestId('group-frame')
  const outside = (name: string) => page.locator(`button[title="Go to ${name} outside the group"]`)
  const inPlace = page.getByRole('button', { name: 'In context' })
  await app.openExample('lesson-he').select('dense').addToSelection('dense_1').key('Control+g')
  const group = await app.positionOf('Block')
  await app.set('repeat', 3).select('Block').key('Alt+Enter')

  // The frame is at the position of the group, and the following nodes have moved to make room.
  await expect(frame).toContainText('Block × 3')
  const box = (await frame.boundingBox())!
  expect(Math.abs(box.x + box.width / 2 - group.x)).toBeLessThan(2)
  for (const name of ['flatten', 'dense_6', 'output']) await expect(outside(name)).toHaveCount(1)
  const [before, after] = [await outside('flatten').boundingBox(), await outside('dense_6').boundingBox()]
  expect(before!.y + before!.height).toBeLessThanOrEqual(box.y)
  expect(after!.y).toBeGreaterThanOrEqual(box.y + box.height)
  // Only the layers of the group can be edited.
  await app.expectLayers(4).select('dense_1').set('units', 50)
  await page.evaluate(() =>
    document.querySelector<HTMLElement>('button[title="Go to flatten outside the group"]')!.click(),
  )
  await expect(frame).toHaveCount(0)
  await app.expectSelected('flatten').expectLabel('Block', /output \(None, 50\)/)

  // Nested groups have a frame each.
  await app.select('Block').key('Alt+Enter').select('dense').key('Control+g').key('Alt+Enter')
  await expect(frame).toHaveText(['Block 2', 'Block × 3'])
  await inPlace.click()
  await expect(frame).toHaveCount(0)
  await expect(outside('flatten')).toHaveCount(0)
  await app.reload()
  await app.select('Block').key('Alt+Enter').expectLayers(4)
  await expect(inPlace).toHaveAttribute('aria-pressed', 'false')
  await app.command('Show or hide the surroundings of an open group')
  await expect(frame).toHaveText(['Block × 3'])
})

test('nested groups are created and opened by keyboard', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he').focusLayer('dense').key('Space').key('Control+g').expectSelected('Block')
  await app.key('Alt+Enter').expectLayers(3).focusLayer('dense').key('Space').key('Control+g')
  await app.expectSelected('Block 2').key('Alt+Enter').expectLayers(3)
  const breadcrumb = page.getByRole('navigation', { name: 'Open group' })
  await expect(breadcrumb.getByRole('button')).toHaveText(['Network', 'Block', 'In context'])
  await app.setByKey('dense', 'units', '20')
  await app.focusLayer('dense').key('Alt+Shift+Enter').key('Alt+Shift+Enter')
  await expect(breadcrumb).toHaveCount(0)
  await app.expectLabel('Block', /output \(None, 20\)/)
  await expect(page.getByTestId('canvas')).toBeFocused()
  // Undoing the creation of the open group closes it.
  await app
    .key('Alt+Enter')
    .key('Control+z')
    .key('Control+z')
    .key('Control+z')
    .expectLayers(6)
    .expectDirty(false)
})

test('a group with two outputs: numbered, connected by mouse and by keyboard, ungrouped', async ({
  app,
  host,
}) => {
  const { page } = host
  const wire = (name: string) => page.getByRole('group', { name, exact: true })
  await app.openExample('wide-and-deep').select('dense_1').addToSelection('concatenate').key('Control+g')
  await app
    .expectLayers(8)
    .expectNoProblems()
    .expectLabel('Block', /outputs \(None, 30\), \(None, 32\)/)
  await expect(page.locator('.react-flow__handle.source[data-number]')).toHaveCount(2)
  await expect(wire('Block output 1 to dense_3, shape None, 30')).toBeVisible()
  await expect(wire('Block output 2 to dense_2, shape None, 32')).toBeVisible()
  expect(await app.code()).toMatch(/^block_2, block_3 = block\(/m)

  // A wire from the other output replaces the existing wire.
  await app.key('Shift+1').connect('Block', 'dense_3', 2)
  await expect(wire('Block output 2 to dense_3, shape None, 32')).toBeVisible()
  await app.focusLayer('Block').key('Space').key('Alt+c')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('option')).toHaveText([/Block output 1/, /Block output 2/])
  await expect(dialog.getByRole('combobox')).toBeFocused()
  await app.key('Enter')
  await expect(dialog.getByRole('option', { name: /dense_3/ })).toBeVisible()
  await expect(dialog.getByRole('combobox')).toBeFocused()
  await dialog.getByRole('combobox').fill('dense_3')
  await app.key('Enter')
  await expect(wire('Block output 1 to dense_3, shape None, 30')).toBeVisible()

  await app.select('Block').key('Control+Shift+g').expectLayers(9).expectNoProblems()
  await app.expectWires(8)
  await expect(page.locator('.react-flow__handle.source[data-number]')).toHaveCount(0)
  await app.undo().undo().undo().undo().expectDirty(false).expectLayers(9)
})

test('an invalid group is refused with the reason', async ({ app, host }) => {
  await app.openExample('lesson-he').select('input_layer').addToSelection('flatten').key('Control+g')
  await expect(host.page.getByText('Input and Output cannot be grouped')).toBeVisible()
  await app.expectDirty(false)
})

test('a problem inside a group marks the group, and a click on the problem opens it', async ({
  app,
  host,
}) => {
  const { page } = host
  await app.openExample('lesson-he').select('dense_1').key('Control+g').key('Alt+Enter')
  await app.select('dense_1').add('Add').focusLayer('add').key('Alt+Shift+Enter')
  await app.expectLabel('Block', /1 problem/).expectProblem(/add needs 2 or more inputs/)
  await page
    .getByRole('tabpanel')
    .getByText(/add needs 2 or more inputs/)
    .click()
  await expect(page.getByRole('navigation', { name: 'Open group' })).toBeVisible()
  await app.expectSelected('add')
})

test('a group is saved and used in another document', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he').select('dense').addToSelection('dense_1').key('Control+g')
  await app.set('name', 'Twin').menuOfLayer('Twin', 'Save to my blocks')
  await app.undo().undo().expectDirty(false).openExample('iris')
  await app.side('Layers').select('dense')
  await page
    .getByRole('navigation', { name: 'Layers' })
    .getByRole('button', { name: 'Twin', exact: true })
    .click()
  await app.expectSelected('Twin').expectLabel('Twin', /output \(None, 100\)/)
  const twin = page.getByRole('button', { name: 'Twin', exact: true })
  await page.getByRole('button', { name: 'Remove Twin from my blocks' }).click()
  await expect(twin).toHaveCount(0)
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(twin).toHaveCount(1)

  // The block is found by its name and added with Enter. It is also there after the window's storage is cleared.
  await app.selectNothing().key('/')
  await page.keyboard.type('twi')
  await expect(page.getByText(/No layer matches/)).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await expect(twin).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: /^Group Twin,/ })).toHaveCount(2)
  await page.evaluate((key) => {
    for (const item of Object.keys(localStorage)) if (item !== key) localStorage.removeItem(item)
  }, KEY_ITEM)
  await app.reload()
  await app.side('Layers')
  await expect(twin).toHaveCount(1)
})

test('the view and the focus stay after emptying a group and after Ctrl+Enter', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he').select('dense').key('Control+g').key('Alt+Enter')
  await app.focusLayer('dense').key('Control+a').key('Delete').expectLayers(0).key('Alt+Shift+Enter')
  await app.expectSelected('Block').undo().expectLayers(6)
  await expect(page.getByRole('group', { name: /^Flatten flatten/ })).toBeInViewport()

  // Ctrl+Enter trains. The layer keeps the focus and stays selected, and F6 continues from there.
  await app.select('flatten').focusLayer('flatten').key('Control+Shift+Space').expectFocus()
  await app.focusLayer('dense_1').key('Space').key('Control+Enter').expectSelected('dense_1').expectFocus()
  await expect(page.getByRole('group', { name: /^Dense dense_1/ })).toBeFocused()
  await app.key('F6').expectFocusOn('name')
})

test('a saved block that cannot be parsed is refused and stays in the list', async ({ app, host }) => {
  const { page } = host
  const folder = join(host.folders.home, 'data', 'layerloom', 'blocks')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'old.block.json'),
    JSON.stringify({
      format: 'layerloom-block',
      version: 1,
      name: 'Old',
      text: '{"format":"layerloom-clipboard","version":9}',
    }),
  )
  await page.reload()
  await app.openExample('iris').side('Layers')
  await page.getByRole('button', { name: 'Old', exact: true }).click()
  await expect(page.getByText('The clipboard contains no Layerloom layers')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Old', exact: true })).toBeVisible()
  await app.expectDirty(false)
})
