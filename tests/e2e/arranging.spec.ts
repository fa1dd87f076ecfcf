/** Layout: arranging, aligning, helper lines, selection boxes, zoom. Each change is one undo step. */
import { expect, test } from './driver/test.ts'
import { scaledTimeout } from './driver/throttle.ts'

test('a network is arranged from left to right and back, each as one step', async ({ app }) => {
  await app.openExample('lesson-he')
  const before = await app.settledPositions()
  await app.command('Arrange from left to right').expectDirty(true)
  const positions = [...(await app.settledPositions()).values()]
  expect(new Set(positions.map(({ y }) => y)).size).toBe(1)
  const steps = positions.slice(1).map(({ x }, i) => x - positions[i]!.x)
  expect(steps).toEqual(steps.map(() => 308))
  // A new layer continues in the same direction.
  await app.select('dense').add('Dropout')
  const extended = await app.settledPositions()
  expect(extended.get('dropout')!.x - extended.get('dense')!.x).toBe(308)
  await app.undo().undo().expectDirty(false)
  expect(await app.settledPositions()).toEqual(before)
  await app.key('Alt+Shift+R').expectDirty(true).key('Alt+Shift+D').side('History')
  await app.expectSteps('Opened', 'Arrange', 'Arrange')
  const down = [...(await app.settledPositions()).values()]
  expect(new Set(down.map(({ x }) => x)).size).toBe(1)
  expect(down[1]!.y - down[0]!.y).toBe(84)
  await app.undo().undo().expectDirty(false)
})

test('layers that were moved are aligned and distributed', async ({ app }) => {
  await app.openExample('lesson-he').move('dense', { x: 130, y: 20 }).move('dense_1', { x: -90, y: 10 })
  await app.select('dense').addToSelection('dense_1').addToSelection('dense_2').key('Alt+A')
  const left = await app.settledPositions()
  expect(left.get('dense')!.x).toBe(left.get('dense_1')!.x)
  expect(left.get('dense_2')!.x).toBe(left.get('dense_1')!.x)
  await app.menuByKey('Distribute vertically')
  const even = await app.settledPositions()
  const step = even.get('dense_1')!.y - even.get('dense')!.y
  expect(Math.abs(even.get('dense_2')!.y - even.get('dense_1')!.y - step)).toBeLessThanOrEqual(1)
  await app.side('History')
  await app.expectSteps('Opened', 'Move layer', 'Move layer', 'Align 3 layers', 'Distribute 3 layers')
})

test('a dragged layer snaps to a helper line', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he').move('dense', { x: 150, y: 0 })
  const at = await app.positionOf('dense')
  const goal = await app.positionOf('flatten')
  await page.mouse.move(at.x - 60, at.y - 8)
  await page.mouse.down()
  // A drag starts with the first movement of the pointer.
  await page.mouse.move(at.x - 62, at.y - 8)
  await page.mouse.move(goal.x - 62 + 4, at.y - 8, { steps: 8 })
  await expect(page.getByTestId('helper-line').first()).toBeVisible()
  await page.mouse.up()
  await expect(page.getByTestId('helper-line')).toHaveCount(0)
  expect((await app.positionOf('dense')).x).toBeCloseTo(goal.x, 1)
  await app.undo().undo().expectDirty(false)
})

test('a box selects layers, with Shift or with the box tool', async ({ app }) => {
  await app.openExample('lesson-he')
  const corner = { x: 860, y: 700 }
  await app.drawBox({ x: 20, y: 20 }, corner, 'Shift')
  await app.expectSelected('input_layer', 'flatten', 'dense', 'dense_1', 'dense_2', 'output')
  await app.selectNothing().key('b').drawBox({ x: 20, y: 20 }, corner)
  await app.expectSelected('input_layer', 'flatten', 'dense', 'dense_1', 'dense_2', 'output')
  await app.key('b').expectDirty(false)
})

test('a press on one of several selected layers selects it alone on release; a drag moves all of them', async ({
  app,
  host,
}) => {
  const { page } = host
  await app.openExample('lesson-he').select('dense').addToSelection('dense_1').addToSelection('dense_2')
  const before = await app.settledPositions()
  await app.move('dense_1', { x: 84, y: 0 }).expectSelected('dense', 'dense_1', 'dense_2')
  const after = await app.settledPositions()
  const delta = after.get('dense_1')!.x - before.get('dense_1')!.x
  expect(delta).toBeGreaterThan(40)
  for (const name of ['dense', 'dense_2']) expect(after.get(name)!.x).toBe(before.get(name)!.x + delta)
  // The selection does not change while the button is held.
  const at = await app.positionOf('dense_1')
  await page.mouse.move(at.x - 60, at.y - 8)
  await page.mouse.down()
  await app.expectSelected('dense', 'dense_1', 'dense_2')
  await page.mouse.up()
  await app.expectSelected('dense_1').key('Escape')
  // A selection box leaves a frame over the selected nodes.
  await app.drawBox({ x: 20, y: 20 }, { x: 860, y: 700 }, 'Shift')
  await app.expectSelected('input_layer', 'flatten', 'dense', 'dense_1', 'dense_2', 'output')
  const flatten = await app.positionOf('flatten')
  await page.mouse.click(flatten.x, flatten.y)
  await app.expectSelected('flatten').select('dense').expectSelected('dense')
})

test('arranging brings the start of the network into view', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-dropout')
  const canvas = (await page.getByTestId('canvas').boundingBox())!
  for (const name of ['Arrange from left to right', 'Arrange from top to bottom']) {
    await page.mouse.move(canvas.x + 40, canvas.y + 40)
    await page.mouse.down()
    await page.mouse.move(canvas.x + 240, canvas.y + 400, { steps: 4 })
    await page.mouse.up()
    await app.key('Control+=').command(name)
    await app.settledPositions()
    for (const layer of ['input_layer', 'flatten']) {
      const at = await app.positionOf(layer)
      expect(at.x).toBeGreaterThan(canvas.x + 50)
      expect(at.x).toBeLessThan(canvas.x + canvas.width - 50)
      expect(at.y).toBeGreaterThan(canvas.y + 20)
      expect(at.y).toBeLessThan(canvas.y + canvas.height - 20)
    }
    await expect(page.getByRole('button', { name: '100%', exact: true })).toBeVisible()
  }
})

test('copies and arranged layers do not overlap other layers', async ({ app }) => {
  await app.openExample('lesson-he').select('dense')
  for (let n = 0; n < 5; n++) await app.key('Control+d')
  await app.expectLayers(11).key('Control+c').key('Control+v').expectLayers(12)
  const overlaps = async () => {
    const places = [...(await app.settledPositions())]
    return places.flatMap(([a, p], i) =>
      places
        .slice(i + 1)
        .filter(([, q]) => Math.abs(p.x - q.x) < 212 && Math.abs(p.y - q.y) < 52)
        .map(([b]) => `${a} on ${b}`),
    )
  }
  expect(await overlaps()).toEqual([])
  // Arranging three layers to the right leads to the position of the copies.
  await app.fit().select('dense').addToSelection('dense_1').addToSelection('dense_2').key('Alt+Shift+R')
  expect(await overlaps()).toEqual([])
})

test('a layer is found by its name, and the view zooms to the selection', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-dropout').key('Control+f')
  await page.getByRole('dialog').getByRole('combobox').fill('dropout_2')
  await page.keyboard.press('Enter')
  await app.expectSelected('dropout_2')
  await expect(page.getByRole('group', { name: /^Dropout dropout_2,/ })).toBeFocused()
  const scale = page.getByRole('button', { name: /^\d+%$/ })
  await app.key('Shift+F')
  await expect(scale).toHaveText('125%')
  await app.key('Control+0')
  await expect(scale).not.toHaveText('125%')
})

test('arranging a thousand layers does not block the window', async ({ app, host }) => {
  const { page } = host
  await app.new()
  const text = JSON.stringify({
    format: 'layerloom-clipboard',
    version: 1,
    layers: Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [
        `l${i}`,
        i === 0 ? { type: 'Input', props: { shape: [8] } } : { type: 'Dense', props: { units: 8 } },
      ]),
    ),
    nodes: Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [
        `l${i}`,
        { kind: 'layer', layer: `l${i}`, position: { x: (i % 40) * 220, y: Math.floor(i / 40) * 60 } },
      ]),
    ),
    edges: Object.fromEntries(
      Array.from({ length: 999 }, (_, i) => [`e${i}`, { from: `l${i}`, to: `l${i + 1}` }]),
    ),
  })
  await app.pasteText(text)
  await expect(page.getByRole('contentinfo')).toContainText('71,928')
  await app.selectNothing()
  await page.evaluate(() => {
    const seen = window as unknown as { longest: number }
    seen.longest = 0
    let before = performance.now()
    requestAnimationFrame(function frame(now) {
      seen.longest = Math.max(seen.longest, now - before)
      before = now
      requestAnimationFrame(frame)
    })
  })
  await app.key('Alt+Shift+D').side('History')
  await app.expectSteps('Opened', 'Paste', 'Arrange')
  const longest = await page.evaluate(() => (window as unknown as { longest: number }).longest)
  expect(longest).toBeLessThan(scaledTimeout(2000))
})
