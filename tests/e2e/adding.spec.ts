/** All ways to add a layer to the canvas, and the wires that are refused. */
import { expect, test } from './driver/test.ts'

test('a double click on the canvas adds a layer there', async ({ app, host }) => {
  await app.openExample('lesson-he').doubleClickCanvas({ x: 90, y: 200 }).pickLayer('Dropout')
  await app.expectLayers(7).expectWires(5)
  const box = (await host.page.getByTestId('canvas').boundingBox())!
  const at = await app.positionOf('dropout')
  expect(at.x - box.x).toBeGreaterThan(60)
  expect(at.x - box.x).toBeLessThan(120)
  await app.undo().expectDirty(false)
})

test('a wire dropped on the canvas offers the layers that fit', async ({ app }) => {
  await app.openExample('lesson-he').dropWire('dense', { x: 700, y: 250 })
  await app.expectLayerOffered('Dropout').expectLayerNotOffered('Input').pickLayer('Dropout')
  await app
    .expectLayers(7)
    .expectWires(6)
    .expectLabel('dropout', /output \(None, 300\)/)
  await app.undo().expectDirty(false)
})

test('a layer dropped on a wire is inserted into that wire only', async ({ app }) => {
  await app.openExample('residual')
  const wires = 1 + (await app.settledPositions()).size
  await app.dragOntoWire('Dropout', 'flatten', 'dense').expectDirty(true)
  await app.expectWires(wires).undo().expectDirty(false)
})

test('the neighbours of a deleted layer are connected', async ({ app }) => {
  await app.openExample('lesson-he').select('dense_1').key('Delete').expectLayers(5).expectWires(4)
  await app.expectLabel('dense_2', /output \(None, 10\), 3,010 parameters/)
  await app.undo().expectWires(5).expectDirty(false)
})

test('a wire is moved by its end; an invalid target shows the reason at the pointer', async ({ app }) => {
  await app
    .openExample('lesson-he')
    .moveWireEnd('dense', 'dense_1', 'dense_2')
    .expectRefusal(/already comes from/)
  await app.releaseMouse().expectDirty(false)
  await app.moveWireEnd('dense_1', 'dense_2', 'flatten').expectRefusal(/create a cycle|already comes from/)
  await app.releaseMouse().expectDirty(false)
})
