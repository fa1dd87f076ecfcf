/** Actions on the canvas: layers from the palette, wires from handle to handle, moving, deleting. */
import { expect, type Locator } from '@playwright/test'
import type { RunningHost } from '../host.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

const centerOf = async (locator: Locator): Promise<Point> => {
  const box = await locator.boundingBox()
  if (!box) throw new Error(`${locator} is not on the screen`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** The node of a layer, by the layer's name in Keras. */
export const nodeOf = ({ page }: RunningHost, name: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^\\S+ ${name}, `) })

export function canvasActions(host: RunningHost) {
  const { page } = host
  const node = (name: string) => nodeOf(host, name)
  const canvas = page.getByTestId('canvas')
  const handle = (name: string, kind: 'source' | 'target') =>
    node(name).locator(`.react-flow__handle.${kind}`)

  /** Presses, moves in steps like a hand, and releases the mouse button. */
  const drag = async (from: Point, target: Point | (() => Promise<Point>)) => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 6, from.y + 6)
    const to = typeof target === 'function' ? await target() : target
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
    await page.mouse.move(to.x, to.y, { steps: 4 })
    await page.mouse.up()
  }
  const palette = (type: string) =>
    page.getByRole('navigation').getByRole('button', { name: type, exact: true })

  return {
    /** Clicks a layer in the palette, which inserts it below the selected layer, into its wire. */
    add: (type: string) => palette(type).click(),
    /** Drags a layer from the palette to a position on the canvas, in pixels from its upper left corner. */
    async dragFromPalette(type: string, to: Point) {
      const box = (await canvas.boundingBox())!
      await drag(await centerOf(palette(type)), { x: box.x + to.x, y: box.y + to.y })
    },
    /** @param output the number of the output, counted from 1 */
    async connect(from: string, to: string, output = 1) {
      // Zoomed out, a card shows its handles only on hover; all cards show them while a wire is drawn.
      await node(from).hover()
      await drag(await centerOf(handle(from, 'source').nth(output - 1)), () => centerOf(handle(to, 'target')))
    },
    /** Clicks a card in the viewport. Playwright would scroll to a card outside, and React Flow would scroll back during the click. */
    async select(name: string) {
      await expect(node(name)).toBeInViewport()
      await node(name).click({ position: { x: 40, y: 12 } })
    },
    /** Clicks the empty canvas, after which the panel shows the settings of the network. */
    async selectNothing() {
      const box = (await canvas.boundingBox())!
      await page.mouse.click(box.x + 24, box.y + 24)
      await expect(page.locator('.react-flow__node.selected')).toHaveCount(0)
    },
    async move(name: string, delta: Point) {
      const box = (await node(name).boundingBox())!
      const from = { x: box.x + 40, y: box.y + 12 }
      await drag(from, { x: from.x + delta.x, y: from.y + delta.y })
    },
    async delete(name: string) {
      await node(name).click({ position: { x: 40, y: 12 } })
      await page.keyboard.press('Delete')
      await expect(node(name)).toHaveCount(0)
    },
    fit: () => page.getByRole('button', { name: 'Fit at readable size' }).click(),
    positionOf: (name: string): Promise<Point> => centerOf(node(name)),
    /** The accessible label of a node: "Dense dense, output (None, 300), 235,500 parameters". */
    labelOf: (name: string): Promise<string> =>
      node(name).evaluate((element) => element.querySelector('[id*="-node-"]')!.textContent!),
    async expectLayers(count: number) {
      await expect(page.locator('.react-flow__node')).toHaveCount(count)
    },
    async expectWires(count: number) {
      await expect(page.locator('.react-flow__edge')).toHaveCount(count)
    },
    async expectLabel(name: string, label: RegExp) {
      await expect(node(name)).toHaveAccessibleName(label)
    },
  }
}
