/** Checks that Electron's Chromium, the oldest supported one, computes all colours. A syntax that it does not support would give none. */
import type { Locator } from '@playwright/test'
import { expect, test } from './driver/test.ts'

/** The computed colours of an element, and those of the named colours of the theme. */
const computedColours = (element: Locator, ...names: string[]) =>
  element.evaluate((node, colourNames) => {
    const { backgroundColor, backgroundImage, boxShadow } = getComputedStyle(node)
    const sample = node.appendChild(document.createElement('i'))
    const colours = colourNames.map((name) => {
      sample.style.color = name
      return getComputedStyle(sample).color
    })
    sample.remove()
    return { backgroundColor, backgroundImage, boxShadow, colours }
  }, names)

test('zoomed-out cards, differences and the surroundings of a group have their colours', async ({
  app,
  host,
}) => {
  const { page } = host
  const canvas = page.getByTestId('canvas')
  await app.openExample('lesson-he').key('Control+Shift+d').select('dense').set('units', 200)
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  const changed = canvas.locator('[data-difference="changed"]')
  const tint = await computedColours(changed, 'var(--warn)', 'rgb(var(--panel-channels) / 88%)')
  expect(tint.backgroundColor).toBe(tint.colours[0])
  expect(tint.backgroundImage).toContain(tint.colours[1])

  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(changed).toHaveCount(0)
  const far = canvas.locator('[data-distance="farthest"]')
  // The canvas frames the network again after the comparison has ended, and so it may undo the first steps of the zoom.
  await expect(async () => {
    await app.key('Control+-')
    await expect(far).toHaveCount(6, { timeout: 200 })
  }).toPass({ intervals: [0] })
  const box = await computedColours(far.first(), 'var(--family)', 'rgb(var(--panel-channels) / 60%)')
  expect(box.backgroundColor).toBe(box.colours[0])
  expect(box.backgroundImage).toContain(box.colours[1])

  await app.key('Control+0')
  // A click while the view still moves may miss the card.
  await expect(async () => {
    await app.select('dense')
    await expect(canvas.locator('.react-flow__node.selected')).toHaveCount(1, { timeout: 1000 })
  }).toPass()
  await app.key('Control+g').key('Alt+Enter')
  const outside = page.getByTitle(/outside the group$/).first()
  const card = await computedColours(outside, 'rgb(var(--bg-channels) / 55%)')
  expect(card.boxShadow).toContain(card.colours[0])
  expect(card.boxShadow.match(/inset/g)).toHaveLength(2)
  const frame = await computedColours(
    canvas.locator('[class*="frame"]').first(),
    'rgb(var(--panel-channels) / 45%)',
  )
  expect(frame.backgroundColor).toBe(frame.colours[0])
})
