/** Drawing with the mouse: add, drag in, connect, set, move, delete, and all of it back again. */
import { expect, test } from './driver/test.ts'

test('an example is edited and every step can be undone and redone', async ({ app }) => {
  await app.openExample('lesson-he').expectDirty(false)
  await app
    .select('dense')
    .set('units', 50)
    .expectLabel('dense', /output \(None, 50\), 39,250 parameters/)
  await app.expectDirty(true).undo().expectValue('units', 300).expectDirty(false)
  await app.redo().expectValue('units', 50)
  await app.select('dense').add('Dropout').expectLayers(7).undo().expectLayers(6)
})
