/** The drawing from far away: the overview in the corner moves the view, and small print makes way for large. */
import { expect, test } from './driver/test.ts'

test('the overview is pressed, dragged and scrolled to move about', async ({ app, host }) => {
  const { page } = host
  // More than fits.
  await host.resize(1440, 670)
  await app.openExample('deep-residual').key('Control+0').key('Control+=')
  const overview = page.getByRole('img', { name: 'Overview' })
  const scale = page.getByRole('button', { name: /^\d+%$/ })
  const box = (await overview.boundingBox())!
  await expect(scale).toHaveText('120%')
  const before = await app.placeOf('input_layer')

  // A press near the lower end brings the end of the network into view.
  await page.mouse.click(box.x + box.width / 2, box.y + box.height - 8)
  const pressed = await app.placeOf('input_layer')
  expect(pressed.y).toBeLessThan(before.y - 100)

  // Dragged upwards, the view goes up with the hand, and stops with it.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 14)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 44, { steps: 6 })
  const dragged = await app.placeOf('input_layer')
  expect(dragged.y).toBeGreaterThan(pressed.y + 100)
  await page.mouse.up()
  await page.mouse.move(box.x + box.width / 2, box.y + 10)
  expect(await app.placeOf('input_layer')).toEqual(dragged)

  const percent = async () => Number.parseInt((await scale.textContent())!, 10)
  const near = await percent()
  await page.mouse.wheel(0, 300)
  await expect.poll(percent).toBeLessThan(near)
  await app.expectDirty(false)
})

test('from far away cards show their type, then their colour alone, and everything again from near by', async ({
  app,
  host,
}) => {
  const { page } = host
  await app.openExample('lesson-dropout')
  const card = page.getByRole('group', { name: /^Dense dense,/ })
  const title = card.getByText('Dense', { exact: true })
  await expect(card.getByText('235,500', { exact: true })).toBeVisible()
  await expect(page.getByText('None, 784', { exact: true }).first()).toBeVisible()
  // Quick presses add up.
  for (let i = 0; i < 6; i++) await app.key('Control+-')
  await expect(card.getByText('235,500', { exact: true })).toHaveCount(0)
  await expect(page.getByText('None, 784', { exact: true })).toHaveCount(0)
  await expect(title).toBeVisible()
  // It is still a card to work with, from farther away too, where it is a coloured box.
  await title.click()
  await app.expectSelected('dense').selectNothing()
  for (let i = 0; i < 3; i++) await app.key('Control+-')
  await expect(title).toHaveCount(0)
  await card.click()
  await app.expectSelected('dense').key('Control+0')
  await expect(card.getByText('235,500', { exact: true })).toBeVisible()
})

test('from far away what lies around an open group has no small print either', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he').select('dense').alsoSelect('dense_1').key('Control+g')
  await app.select('Block').key('Alt+Enter')
  const frame = page.getByTestId('group-frame')
  const outside = page.locator('button[title^="Out to dense"]')
  await expect(frame).toHaveText('Block')
  await expect(outside).toHaveText(/^Densedense/)
  const sizes = () =>
    page.evaluate(() => {
      const { a } = new DOMMatrix(
        getComputedStyle(document.querySelector('.react-flow__viewport')!).transform,
      )
      const words = document.querySelectorAll('[data-testid="group-frame"] span, button[title^="Out to"] > *')
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

test('from far away a card is connected where it is pointed at', async ({ app, host }) => {
  await app.openExample('lesson-he')
  for (let i = 0; i < 6; i++) await app.key('Control+-')
  const handles = host.page.locator('.react-flow__handle')
  await host.page.mouse.move(5, 5)
  await expect(handles).toHaveCount(0)
  await app.connect('flatten', 'dense_2').expectDirty(true)
  // Flatten goes into the last layer now; what is no longer on the way has become of no use, and keeps its wires.
  await app.expectWires(5).undo().expectDirty(false)
  await host.page.mouse.move(5, 5)
  await expect(handles).toHaveCount(0)
})

test('fitted into view, the print can be read, and what is out of view is said and gone to', async ({
  app,
  host,
}) => {
  const { page } = host
  await host.resize(1440, 670)
  await app.openExample('lesson-dropout').key('Control+-').key('Control+-').key('Control+0')
  await expect(page.getByRole('button', { name: '100%', exact: true })).toBeVisible()
  const canvas = page.getByTestId('canvas')
  /** On the glass, in pixels. */
  const smallest = () =>
    canvas.evaluate((element) => {
      const scale = new DOMMatrix(getComputedStyle(element.querySelector('.react-flow__viewport')!).transform)
        .a
      const words = [...element.querySelectorAll('.react-flow__node *')].filter((it) => it.textContent !== '')
      return Math.min(...words.map((it) => Number.parseFloat(getComputedStyle(it).fontSize))) * scale
    })
  // The last steps of the way there are as good as 100 %.
  await expect.poll(smallest).toBeGreaterThanOrEqual(11)
  const box = (await canvas.boundingBox())!
  const isSeen = async (name: string) => {
    const { y } = await app.placeOf(name)
    return y > box.y && y < box.y + box.height
  }
  await expect.poll(() => isSeen('input_layer')).toBe(true)
  expect(await isSeen('output')).toBe(false)
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
  await expect.poll(() => isSeen('output')).toBe(true)
  await page.getByRole('button', { name: /^\d+ more above$/ }).click()
  await expect.poll(() => isSeen('input_layer')).toBe(true)

  // All of it, by its own key: large words instead of small print.
  await app.key('Shift+1')
  await expect(page.getByRole('button', { name: / more / })).toHaveCount(0)
  for (const end of ['input_layer', 'output']) await expect.poll(() => isSeen(end)).toBe(true)
  const words = page.getByRole('group', { name: /^Dense dense,/ }).getByText('Dense', { exact: true })
  await expect(words).toHaveCSS('font-size', '24px')
})
