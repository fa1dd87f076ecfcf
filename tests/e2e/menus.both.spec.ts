/** Context menus by mouse and by key, the command palette and the sheet of keys. All have the same commands. */
import { expect, test } from './driver/test.ts'

test('a layer, a wire and the canvas have context menus', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he').menuOfLayer('dense_1', 'Duplicate').expectLayers(7)
  await app.undo().menuOfLayer('dense', 'Rename')
  await expect(page.getByLabel('name', { exact: true })).toBeFocused()
  await app.key('Escape').menuOfWire('flatten', 'dense', 'Insert a layer into this connection')
  await app.pickLayer('BatchNormalization').expectLayers(7).expectWires(6)
  await app.undo().menuOfWire('flatten', 'dense', 'Delete').expectWires(4).undo()
  await app.menuOfCanvas({ x: 60, y: 60 }, 'Add a layer here').pickLayer('Dropout').expectLayers(7)
  await app.undo().menuOfCanvas({ x: 60, y: 60 }, 'Select all')
  await app.expectSelected('input_layer', 'flatten', 'dense', 'dense_1', 'dense_2', 'output')
  await app.menuOfLayer('dense', 'Align left').expectDirty(false)
})

test('the context menus open by key', async ({ app, host }) => {
  await app.openExample('lesson-he').focusLayer('dense_1').menuByKey('Duplicate').expectLayers(7)
  await app.undo().focusWire('flatten', 'dense').menuByKey('Delete').expectWires(4)
  await app.undo().focusLayer('dense')
  await app.key('Escape')
  await host.page.getByTestId('canvas').focus()
  await app.menuByKey('Add a note').expectNotes(1)
})

test('the command palette and the sheet of keys have every command with its key', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he').key('Control+k')
  const options = page.getByRole('dialog').getByRole('option')
  const listed = await options.allTextContents()
  expect(listed.length).toBeGreaterThan(45)
  expect(listed).toContain('UndoNot available nowCtrl+Z')
  await page.getByRole('dialog').getByRole('combobox').fill('자동 배치')
  await expect(options).toHaveCount(2)
  await app.key('Escape').key('?')
  const sheet = page.getByRole('dialog', { name: 'Shortcuts and gestures' })
  await expect(sheet).toContainText('Ctrl+Shift+Z')
  await expect(sheet).toContainText('Shift and drag')
  await app.key('Escape')
  await expect(sheet).toHaveCount(0)
})
