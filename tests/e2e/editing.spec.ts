/** Editing with the mouse: add, drag in, connect, set, move, delete, and undo. */
import { expect, test } from './driver/test.ts'

test('every step can be undone and redone', async ({ app }) => {
  await app.openExample('lesson-he').expectDirty(false)
  await app
    .select('dense')
    .set('units', 50)
    .expectLabel('dense', /output \(None, 50\), 39,250 parameters/)
  await app.expectDirty(true).undo().expectValue('units', 300).expectDirty(false)
  await app.redo().expectValue('units', 50)
  await app.set('kernel_initializer', 'he_uniform').set('use_bias', false)
  await app
    .expectLabel('dense', /39,200 parameters/)
    .undo()
    .undo()
    .undo()
    .expectDirty(false)
})

test('a layer is added below the selected one, into its wire', async ({ app }) => {
  await app.openExample('lesson-he').select('flatten').add('Dropout')
  await app
    .expectLayers(7)
    .expectWires(6)
    .expectLabel('dropout', /output \(None, 784\)/)
  await app
    .delete('dropout')
    .expectLayers(6)
    .expectWires(5)
    .expectLabel('dense', /output \(None, 300\)/)
  await app.undo().expectLayers(7).undo().expectLayers(6).expectWires(5).expectDirty(false)
})

test('an empty document becomes a network with the mouse alone', async ({ app }) => {
  await app.new().expectLayers(0)
  await app
    .dragFromPalette('Input', { x: 300, y: 60 })
    .dragFromPalette('Flatten', { x: 300, y: 170 })
    .expectWires(0)
  await app
    .dragFromPalette('Dense', { x: 300, y: 280 })
    .dragFromPalette('Output', { x: 300, y: 390 })
    .expectLayers(4)
  await app
    .connect('input_layer', 'flatten')
    .connect('flatten', 'dense')
    .connect('dense', 'output')
    .expectWires(3)
  await app.expectLabel('dense', /output \(None, 100\), 78,500 parameters/)
  await app.undo().expectWires(2).redo().expectWires(3)
})

test('moving a layer is one step', async ({ app }) => {
  await app.openExample('lesson-he')
  const before = await app.positionOf('dense')
  await app.move('dense', { x: 120, y: 0 })
  const after = await app.positionOf('dense')
  expect(after.x - before.x).toBeGreaterThan(90)
  await app.undo()
  expect((await app.positionOf('dense')).x).toBeCloseTo(before.x, 0)
  await app.expectDirty(false)
})

test('an invalid connection shows the reason', async ({ app, host }) => {
  await app.openExample('lesson-he').connect('dense_1', 'dense').expectWires(5)
  const hint = host.page
    .getByRole('status')
    .filter({ hasText: /would create a cycle: dense already comes before dense_1/ })
  await expect(hint).toBeVisible()
  await app.expectDirty(false)
})

test('a wire to an occupied input replaces the existing wire, as one step', async ({ app, host }) => {
  // Automatic names follow the order of the network, so the layer is identified by its size.
  const last = host.page.getByRole('group', { name: /output \(None, 10\)/ }).first()
  await app.openExample('lesson-he').connect('flatten', 'dense_2').expectWires(5)
  await expect(last).toHaveAccessibleName(/7,850 parameters/)
  await app.undo().expectDirty(false)
  await expect(last).toHaveAccessibleName(/1,010 parameters/)
})
