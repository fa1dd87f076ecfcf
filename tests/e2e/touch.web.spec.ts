/** Touch: native touch events of the browser, as a touch screen sends them. */
import { test } from './driver/test.ts'

test('a layer is dragged in by touch', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he')
  const item = page.getByRole('navigation').getByRole('button', { name: 'Dropout', exact: true })
  await item.scrollIntoViewIfNeeded()
  const from = (await item.boundingBox())!
  const canvas = (await page.getByTestId('canvas').boundingBox())!
  const touch = await page.context().newCDPSession(page)
  const send = (type: string, x: number, y: number) =>
    touch.send('Input.dispatchTouchEvent', {
      type: type as 'touchStart',
      touchPoints: type === 'touchEnd' ? [] : [{ x, y }],
    })
  await send('touchStart', from.x + 20, from.y + 12)
  for (let i = 1; i <= 6; i++)
    await send('touchMove', from.x + 20 + i * ((canvas.x + 90 - from.x - 20) / 6), from.y + i * 4)
  await send('touchEnd', 0, 0)
  await app.expectLayers(7).undo().expectDirty(false)
})
