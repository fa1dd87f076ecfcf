/** The zoomed-out canvas: the overview in the corner pans the view, and cards show less text in a larger size. */
import { expect, test } from './driver/test.ts'

test('the overview pans and zooms the view by press, drag and wheel', async ({ app, host }) => {
  const { page } = host
  // The window is too small for the whole network.
  await host.resize(1440, 670)
  await app.openExample('deep-residual').key('Control+0').key('Control+=')
  const overview = page.getByRole('img', { name: 'Overview' })
  const scale = page.getByRole('button', { name: /^\d+%$/ })
  const box = (await overview.boundingBox())!
  await expect(scale).toHaveText('120%')
  const before = await app.positionOf('input_layer')

  // A press near the lower end brings the end of the network into view.
  await page.mouse.click(box.x + box.width / 2, box.y + box.height - 8)
  const pressed = await app.positionOf('input_layer')
  expect(pressed.y).toBeLessThan(before.y - 100)

  // A drag upwards pans the view up, and the release ends it.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 14)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 44, { steps: 6 })
  const dragged = await app.positionOf('input_layer')
  expect(dragged.y).toBeGreaterThan(pressed.y + 100)
  await page.mouse.up()
  await page.mouse.move(box.x + box.width / 2, box.y + 10)
  expect(await app.positionOf('input_layer')).toEqual(dragged)

  const percent = async () => Number.parseInt((await scale.textContent())!, 10)
  const zoomBefore = await percent()
  await page.mouse.wheel(0, 300)
  await expect.poll(percent).toBeLessThan(zoomBefore)
  await app.expectDirty(false)
})

test('zooming out reduces cards to their type, then to their colour, and zooming in shows everything again', async ({
  app,
  host,
}) => {
  const { page } = host
  await app.openExample('lesson-dropout')
  const card = page.getByRole('group', { name: /^Dense dense,/ })
  const title = card.getByText('Dense', { exact: true })
  await expect(card.getByText('235,500', { exact: true })).toBeVisible()
  await expect(page.getByText('None, 784', { exact: true }).first()).toBeVisible()
  // Quick key presses accumulate.
  for (let i = 0; i < 6; i++) await app.key('Control+-')
  await expect(card.getByText('235,500', { exact: true })).toHaveCount(0)
  await expect(page.getByText('None, 784', { exact: true })).toHaveCount(0)
  await expect(title).toBeVisible()
  // The card can still be selected, also when it is only a coloured box.
  await title.click()
  await app.expectSelected('dense').selectNothing()
  for (let i = 0; i < 3; i++) await app.key('Control+-')
  await expect(title).toHaveCount(0)
  await card.click()
  await app.expectSelected('dense').key('Control+0')
  await expect(card.getByText('235,500', { exact: true })).toBeVisible()
})

test('zooming out also hides the small text around an open group', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he').select('dense').addToSelection('dense_1').key('Control+g')
  await app.select('Block').key('Alt+Enter')
  const frame = page.getByTestId('group-frame')
  const outside = page.locator('button[title^="Go to dense"]')
  await expect(frame).toHaveText('Block')
  await expect(outside).toHaveText(/^Densedense/)
  const sizes = () =>
    page.evaluate(() => {
      const { a } = new DOMMatrix(
        getComputedStyle(document.querySelector('.react-flow__viewport')!).transform,
      )
      const words = document.querySelectorAll(
        '[data-testid="group-frame"] span, button[title$=" outside the group"] > *',
      )
      return [...words].map((each) => a * Number.parseFloat(getComputedStyle(each).fontSize))
    })
  for (let i = 0; i < 5; i++) await app.key('Control+-')
  await expect(outside).toHaveText('Dense')
  expect((await sizes()).length).toBeGreaterThan(0)
  for (const size of await sizes()) expect(size).toBeGreaterThan(6)
  for (let i = 0; i < 8; i++) await app.key('Control+-')
  await expect(frame).toHaveText('')
  await expect(outside).toHaveText('')
})

test('zoomed out, a hovered card has handles and can be connected', async ({ app, host }) => {
  await app.openExample('lesson-he')
  for (let i = 0; i < 6; i++) await app.key('Control+-')
  const handles = host.page.locator('.react-flow__handle')
  await host.page.mouse.move(5, 5)
  await expect(handles).toHaveCount(0)
  await app.connect('flatten', 'dense_2').expectDirty(true)
  // Flatten is now connected to the last layer. The layers that are no longer on the path keep their wires.
  await app.expectWires(5).undo().expectDirty(false)
  await host.page.mouse.move(5, 5)
  await expect(handles).toHaveCount(0)
})

test('fitting keeps the text readable, and buttons lead to the nodes out of view', async ({ app, host }) => {
  const { page } = host
  await host.resize(1440, 670)
  await app.openExample('lesson-dropout').key('Control+-').key('Control+-').key('Control+0')
  await expect(page.getByRole('button', { name: '100%', exact: true })).toBeVisible()
  const canvas = page.getByTestId('canvas')
  /** The smallest font size on the screen, in pixels. */
  const smallest = () =>
    canvas.evaluate((element) => {
      const scale = new DOMMatrix(getComputedStyle(element.querySelector('.react-flow__viewport')!).transform)
        .a
      const words = [...element.querySelectorAll('.react-flow__node *')].filter((it) => it.textContent !== '')
      return Math.min(...words.map((it) => Number.parseFloat(getComputedStyle(it).fontSize))) * scale
    })
  // The animation may still be in its last steps before 100 %.
  await expect.poll(smallest).toBeGreaterThanOrEqual(11)
  const box = (await canvas.boundingBox())!
  const isVisible = async (name: string) => {
    const { y } = await app.positionOf(name)
    return y > box.y && y < box.y + box.height
  }
  await expect.poll(() => isVisible('input_layer')).toBe(true)
  expect(await isVisible('output')).toBe(false)
  const below = page.getByRole('button', { name: /^\d+ more below$/ })
  const count = Number.parseInt((await below.textContent())!, 10)
  const hidden = await page.locator('.react-flow__node').evaluateAll(
    (cards, end) =>
      cards.filter((card) => {
        const { top, height } = card.getBoundingClientRect()
        return top + height / 2 > end
      }).length,
    box.y + box.height,
  )
  expect(count).toBe(hidden)
  await below.click()
  await expect(below).toHaveCount(0)
  await expect.poll(() => isVisible('output')).toBe(true)
  await page.getByRole('button', { name: /^\d+ more above$/ }).click()
  await expect.poll(() => isVisible('input_layer')).toBe(true)

  // Shift+1 fits the whole network, with large text instead of small.
  await app.key('Shift+1')
  await expect(page.getByRole('button', { name: / more / })).toHaveCount(0)
  for (const end of ['input_layer', 'output']) await expect.poll(() => isVisible(end)).toBe(true)
  const words = page.getByRole('group', { name: /^Dense dense,/ }).getByText('Dense', { exact: true })
  await expect(words).toHaveCSS('font-size', '24px')
})
