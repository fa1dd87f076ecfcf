/** The history: each gesture is one named step, and the user can return to any step. */
import { expect, test } from './driver/test.ts'

test('every gesture is one named step, and the user can return to any of them', async ({ app }) => {
  await app.openExample('lesson-he').side('History')
  await app.expectSteps('Opened')
  await app.select('dense').set('units', 50).move('dense', { x: 80, y: 0 })
  // Arrow keys in quick succession are one step.
  await app.focusLayer('dense_1').key('Space').pressArrow('ArrowRight', 5, 100)
  await app.focusLayer('dense').key('Delete')
  await app.expectSteps('Opened', 'Change units', 'Move layer', 'Move layer', 'Delete layer')
  const moved = await app.settledPositions()
  await app
    .jumpTo('Change units')
    .expectLayers(6)
    .expectLabel('dense', /output \(None, 50\)/)
  await app
    .jumpTo('Opened')
    .expectDirty(false)
    .expectLabel('dense', /output \(None, 300\)/)
  await app.jumpTo('Delete layer').expectLayers(5)
  expect(await app.settledPositions()).toEqual(moved)
  // By key: the panel, the arrow keys, Enter.
  await app.key('Alt+3').key('ArrowUp').key('ArrowUp').key('Enter').expectLayers(6)
  await app.undo().expectLayers(6).jumpTo('Opened').expectDirty(false)
})

test('arrow keys with pauses between them are separate steps', async ({ app }) => {
  await app.openExample('lesson-he').side('History').focusLayer('dense').key('Space')
  await app.pressArrow('ArrowRight', 3, 600).expectSteps('Opened', 'Move layer', 'Move layer', 'Move layer')
})

test('a change after returning to a step removes the later steps', async ({ app }) => {
  await app.openExample('lesson-he').select('dense').set('units', 50).set('use_bias', false)
  await app.side('History')
  await app.jumpTo('Change units').set('units', 60)
  await app.expectSteps('Opened', 'Change units', 'Change units')
})

test('a reload keeps the undo and redo steps with their names', async ({ app }) => {
  await app.openExample('lesson-he').select('dense').set('units', 50).set('use_bias', false).delete('dense_2')
  await app.undo().reload()
  await app.side('History').expectSteps('Opened', 'Change units', 'Change use_bias', 'Delete layer')
  await app.expectDirty(true).redo().expectLayers(5)
  await app
    .jumpTo('Change units')
    .expectLayers(6)
    .expectLabel('dense', /output \(None, 50\)/)
  await app.reload()
  await app.side('History')
  await app.expectSteps('Opened', 'Change units', 'Change use_bias', 'Delete layer')
  // The opened state still counts as saved.
  await app
    .undo()
    .expectDirty(false)
    .expectLabel('dense', /output \(None, 300\)/)
})
