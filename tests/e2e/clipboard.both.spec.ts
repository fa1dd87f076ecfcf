/** The system clipboard: copying between windows, and contents of other programs. */
import { drive } from './driver/app.ts'
import { cpuTimeOf } from './driver/page-cpu-time.ts'
import { expect, test } from './driver/test.ts'
import { scaledTimeout } from './driver/throttle.ts'

const network = (n: number) => ({
  format: 'layerloom-clipboard',
  version: 1,
  layers: Object.fromEntries(Array.from({ length: n }, (_, i) => [`l${i}`, { type: 'Dense' }])),
  nodes: Object.fromEntries(
    Array.from({ length: n }, (_, i) => [
      `l${i}`,
      { kind: 'layer', layer: `l${i}`, position: { x: 0, y: i * 84 } },
    ]),
  ),
  edges: {},
})

test('layers are copied to the system clipboard as text, and pasted by key', async ({ app, host }) => {
  await app.openExample('lesson-he').select('dense').addToSelection('dense_1').key('Control+c')
  await expect.poll(() => host.clipboard()).toContain('"format": "layerloom-clipboard"')
  // After a reload the window has no copied layers in memory.
  await app.reload()
  await app.expectLayers(6)
  await host.page.getByTestId('canvas').focus()
  await app.key('Control+v').expectLayers(8).expectWires(6)
  await app.undo().expectLayers(6).select('dense').key('Control+x').expectLayers(5)
  await app.undo().expectDirty(false)
})

test('notes are copied within a window and into another window', async ({ app, host }) => {
  await app.openExample('lesson-he').menuOfCanvas({ x: 60, y: 60 }, 'Add a note').expectNoteFocused()
  await host.page.keyboard.type('why He?')
  await app.key('Escape').expectNoteText('why He?')
  // A note alone: duplicate, cut, paste.
  await app.side('History').key('Control+d').expectNotes(2)
  await app.key('Control+x').expectNotes(1).key('Control+v').expectNotes(2).expectLayers(8)
  await app.expectSteps('Opened', 'Add note', 'Change note', 'Duplicate note', 'Cut note', 'Paste')
  await app.jumpTo('Change note').expectNotes(1)
  // With all layers, into a new window.
  await host.page.getByTestId('canvas').focus()
  await app.key('Control+a').key('Control+c')
  await expect.poll(() => host.clipboard()).toContain('why He?')
  const second = await host.nextWindow(() => app.command('New window'))
  const other = drive(second)
  await other.expectRunning()
  await other.key('Control+Alt+n').expectLayers(0)
  await second.page.getByTestId('canvas').focus()
  await other.key('Control+v').expectLayers(7).expectWires(5).expectNoteText('why He?')
})

test('copy and paste in a text field do not affect the canvas', async ({ app, host }) => {
  await app.openExample('lesson-he').select('dense')
  await host.page.getByLabel('units', { exact: true }).click()
  await app.key('Control+a').key('Control+c').expectLayers(6)
  await expect.poll(() => host.clipboard()).toBe('300')
  await app.key('Control+v').expectValue('units', 300).expectLayers(6).expectDirty(false)
})

test('invalid text on the clipboard is reported and changes nothing', async ({ app }) => {
  await app.openExample('lesson-he')
  for (const [text, message] of [
    ['dear diary', /contains no Layerloom layers.*received "dear diary"/],
    ['{"format": "layerloom-clipboard"', /./],
    [
      '{"format":"layerloom-clipboard","version":1,"layers":{},"nodes":{"a":{"kind":"layer","layer":"gone","position":{"x":0,"y":0}}},"edges":{}}',
      /gone/,
    ],
    [`{"format":"layerloom-clipboard","version":1,"nodes":${'['.repeat(1e5)}`, /./],
  ] as const) {
    await app.pasteText(text).expectErrorMessage(message)
    await app.expectLayers(6).expectDirty(false)
  }
})

test('a network of a hundred thousand layers on the clipboard is refused within two seconds of CPU time', async ({
  app,
  host,
}) => {
  await app.openExample('lesson-he')
  const text = JSON.stringify(network(100_000))
  const work = await cpuTimeOf(host.page, () =>
    app.pasteText(text).expectErrorMessage(/limit|too large|more than/i),
  )
  expect(work).toBeLessThan(scaledTimeout(2000))
  await app.expectLayers(6).expectDirty(false)
})
