/** Measures dragging a node, panning and zooming: frames per second, and JavaScript time per frame. */
import type { CDPSession, Page } from '@playwright/test'
import { secondsOf } from './app.ts'

export interface Smoothness {
  readonly framesPerSecond: number
  /** Milliseconds of JavaScript per frame. */
  readonly scriptPerFrame: number
}

const STEPS = 60
const GESTURES: { readonly [name: string]: (page: Page) => Promise<void> } = {
  async drag(page) {
    const node = page.locator('.react-flow__node').nth(3)
    const box = (await node.boundingBox())!
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 3 }
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    for (let i = 1; i <= STEPS; i++) await page.mouse.move(at.x + 4 * i, at.y + 60 * Math.sin(i / 6))
    await page.mouse.up()
  },
  async pan(page) {
    const { x, y } = await emptyPosition(page)
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let i = 1; i <= STEPS; i++) await page.mouse.move(x - 3 * i, y + 40 * Math.sin(i / 6))
    await page.mouse.up()
  },
  async zoom(page) {
    const { x, y } = await emptyPosition(page)
    await page.mouse.move(x, y)
    for (let i = 0; i < STEPS; i++) await page.mouse.wheel(0, i < STEPS / 2 ? 40 : -40)
  },
}
export const GESTURE_NAMES = Object.keys(GESTURES)

/** A position on the canvas that no node covers. */
const emptyPosition = (page: Page): Promise<{ x: number; y: number }> =>
  page.evaluate(() => {
    const pane = document.querySelector('.react-flow__pane')!.getBoundingClientRect()
    for (let y = pane.top + 30; y < pane.bottom - 30; y += 10)
      for (let x = pane.left + 60; x < pane.right - 160; x += 10)
        if (document.elementFromPoint(x, y)?.classList.contains('react-flow__pane')) return { x, y }
    throw new Error('Nodes cover the whole canvas.')
  })

export async function measureSmoothness(page: Page, cdp: CDPSession, gesture: string): Promise<Smoothness> {
  await page.evaluate(() => {
    const counted = { frames: 0, on: true, from: performance.now() }
    Object.assign(window, { counted })
    const next = () =>
      requestAnimationFrame(() => {
        if (!counted.on) return
        counted.frames++
        next()
      })
    next()
  })
  const before = await secondsOf(cdp, 'ScriptDuration')
  await GESTURES[gesture]!(page)
  const after = await secondsOf(cdp, 'ScriptDuration')
  const { frames, seconds } = await page.evaluate(() => {
    const { counted } = window as unknown as { counted: { frames: number; on: boolean; from: number } }
    counted.on = false
    return { frames: counted.frames, seconds: (performance.now() - counted.from) / 1000 }
  })
  return {
    framesPerSecond: frames / seconds,
    scriptPerFrame: ((after - before) * 1000) / Math.max(frames, 1),
  }
}
