/** Editing with context menus, selection boxes and the panel on the left. */
import { expect, type Locator } from '@playwright/test'
import type { RunningHost } from '../host.ts'
import { focusByKey } from '../keys.ts'
import { nodeOf, type Point } from './canvas.ts'

/** The interval between two checks for movement, in milliseconds. */
const POLL_INTERVAL_MS = 120

export function editingActions(host: RunningHost) {
  const { page } = host
  const canvas = page.getByTestId('canvas')
  const menu = page.getByRole('menu')
  const note = page.locator('.react-flow__node-note')
  const side = (tab: string) => page.getByRole('tab', { name: tab, exact: true })
  const treeItem = (name: string) =>
    page.getByRole('tree').getByRole('treeitem', { name: new RegExp(`^\\S+ ${name},`) })
  const toScreen = async ({ x, y }: Point): Promise<Point> => {
    const box = (await canvas.boundingBox())!
    return { x: box.x + x, y: box.y + y }
  }
  const wireOf = (from: string, to: string): Locator =>
    page.getByRole('group', { name: new RegExp(`^${from} to ${to},`) })
  /** The midpoint of a wire, in screen coordinates. */
  const midpointOf = (wire: Locator): Promise<Point> =>
    wire
      .locator('path')
      .first()
      .evaluate((element) => {
        const path = element as SVGPathElement
        const point = path.getPointAtLength(path.getTotalLength() / 2)
        const { x, y } = new DOMPoint(point.x, point.y).matrixTransform(path.getScreenCTM()!)
        return { x, y }
      })
  const choose = async (item: string) => {
    await menu.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click()
    await expect(menu).toHaveCount(0)
  }
  const nodePositions = async (): Promise<ReadonlyMap<string, Point>> =>
    new Map(
      await page.locator('.react-flow__node').evaluateAll((nodes) =>
        nodes.map((each) => {
          const { m41, m42 } = new DOMMatrix(getComputedStyle(each).transform)
          const label = each.querySelector('[id*="-node-"]')?.textContent
          const name = /^\S+ (\S+), /.exec(label ?? '')?.[1]
          return [name ?? (each as HTMLElement).dataset.id ?? '', { x: m41, y: m42 }] as const
        }),
      ),
    )

  return {
    /** Right-clicks a layer and chooses an item of its menu. */
    async menuOfLayer(name: string, item: string) {
      await nodeOf(host, name).click({ button: 'right', position: { x: 40, y: 12 } })
      await choose(item)
    },
    async menuOfWire(from: string, to: string, item: string) {
      const { x, y } = await midpointOf(wireOf(from, to))
      await page.mouse.click(x, y, { button: 'right' })
      await choose(item)
    },
    async menuOfCanvas(place: Point, item: string) {
      const { x, y } = await toScreen(place)
      await page.mouse.click(x, y, { button: 'right' })
      await choose(item)
    },
    /** Opens the context menu of the focused element by key, and chooses an item with the arrow keys. */
    async menuByKey(item: string) {
      await page.keyboard.press('Shift+F10')
      await expect(page.locator('[role="menu"]:focus-within')).toBeVisible()
      const line = menu.getByRole('menuitem', { name: new RegExp(`^${item}`) })
      for (let i = 0; i < 30; i++) {
        await page.keyboard.press('ArrowDown')
        if (await line.evaluate((it) => it === document.activeElement)) break
      }
      await expect(line).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(menu).toHaveCount(0)
    },
    focusLayer: (name: string) => focusByKey(page, nodeOf(host, name)),
    focusWire: (from: string, to: string) => focusByKey(page, wireOf(from, to)),
    /** Adds to the selection. */
    addToSelection: (name: string) =>
      nodeOf(host, name).click({ position: { x: 40, y: 12 }, modifiers: ['ControlOrMeta'] }),
    async doubleClickCanvas(place: Point) {
      const { x, y } = await toScreen(place)
      await page.mouse.dblclick(x, y)
    },
    /** Types a name into the list of layers on the canvas, and chooses the first match. */
    async pickLayer(type: string) {
      const list = page.getByRole('dialog', { name: 'Add a layer here' })
      await list.getByRole('combobox').fill(type)
      await page.keyboard.press('Enter')
      await expect(list).toHaveCount(0)
    },
    /** The list on the canvas has this layer. With a reason, the option is disabled and shows the reason. */
    async expectLayerOffered(type: string, reason?: RegExp) {
      const option = page
        .getByRole('dialog', { name: 'Add a layer here' })
        .getByRole('option', { name: new RegExp(`^${type}`) })
      if (reason) await expect(option).toContainText(reason)
      await expect(option).toHaveAttribute('aria-disabled', String(reason !== undefined))
    },
    async expectLayerNotOffered(type: string) {
      const list = page.getByRole('dialog', { name: 'Add a layer here' })
      await expect(list.getByRole('option').first()).toBeVisible()
      await expect(list.getByRole('option', { name: type, exact: true })).toHaveCount(0)
    },
    /** Drags a wire from a handle and drops it on the empty canvas. */
    async dropWire(from: string, place: Point) {
      const handle = (await nodeOf(host, from).locator('.react-flow__handle.source').boundingBox())!
      const to = await toScreen(place)
      await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2)
      await page.mouse.down()
      await page.mouse.move(to.x - 30, to.y - 30, { steps: 4 })
      await page.mouse.move(to.x, to.y, { steps: 4 })
      await page.mouse.up()
    },
    /** Drags a layer from the palette onto the middle of a wire. */
    async dragOntoWire(type: string, from: string, to: string) {
      const item = page.getByRole('navigation').getByRole('button', { name: type, exact: true })
      await item.scrollIntoViewIfNeeded()
      const box = (await item.boundingBox())!
      const { x, y } = await midpointOf(wireOf(from, to))
      await page.mouse.move(box.x + 20, box.y + box.height / 2)
      await page.mouse.down()
      await page.mouse.move(x - 40, y - 6, { steps: 4 })
      await page.mouse.move(x, y, { steps: 4 })
      await expect(page.locator('.react-flow__edge[data-drop]')).toHaveCount(1)
      await page.mouse.up()
      await expect(page.locator('.react-flow__edge[data-drop]')).toHaveCount(0)
    },
    /** Drags the end of a wire over another layer. `releaseMouse` releases it. */
    async moveWireEnd(from: string, to: string, target: string) {
      await wireOf(from, to).click({
        force: true,
        position: await midpointInBox(wireOf(from, to), midpointOf),
      })
      const end = (await wireOf(from, to).locator('.react-flow__edgeupdater-target').boundingBox())!
      const targetHandle = (await nodeOf(host, target)
        .locator('.react-flow__handle.target')
        .first()
        .boundingBox())!
      await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2)
      await page.mouse.down()
      await page.mouse.move(end.x + 60, end.y - 20, { steps: 4 })
      await page.mouse.move(
        targetHandle.x + targetHandle.width / 2,
        targetHandle.y + targetHandle.height / 2,
        { steps: 6 },
      )
    },
    releaseMouse: () => page.mouse.up(),
    async expectRefusal(pattern: RegExp) {
      await expect(page.getByRole('status').filter({ hasText: pattern })).toBeVisible()
    },
    /** Draws a selection box on the canvas while `keys` are held. */
    async drawBox(from: Point, to: Point, keys?: 'Shift') {
      const a = await toScreen(from)
      const b = await toScreen(to)
      if (keys) await page.keyboard.down(keys)
      await page.mouse.move(a.x, a.y)
      await page.mouse.down()
      await page.mouse.move(b.x, b.y, { steps: 6 })
      await page.mouse.up()
      if (keys) await page.keyboard.up(keys)
    },
    async expectSelected(...names: string[]) {
      await expect(page.locator('.react-flow__node.selected')).toHaveCount(names.length)
      for (const name of names) await expect(nodeOf(host, name)).toHaveClass(/selected/)
    },
    /** The position of every node on the canvas, by its name, after all movement has ended. */
    async settledPositions(): Promise<ReadonlyMap<string, Point>> {
      let last = ''
      await expect
        .poll(
          async () => {
            const previous = last
            last = JSON.stringify([...(await nodePositions())])
            return last === previous
          },
          { intervals: [POLL_INTERVAL_MS] },
        )
        .toBe(true)
      return nodePositions()
    },
    async side(tab: 'Layers' | 'Outline' | 'History') {
      await side(tab).click()
      await expect(side(tab)).toHaveAttribute('aria-selected', 'true')
    },
    async expectSteps(...labels: string[]) {
      await expect(page.getByRole('region', { name: 'History' }).getByRole('button')).toHaveText(labels)
    },
    jumpTo: (label: string) =>
      page.getByRole('region', { name: 'History' }).getByRole('button', { name: label, exact: true }).click(),
    focusTreeItem: (name: string) => focusByKey(page, treeItem(name)),
    async expectTreeSelected(name: string) {
      await expect(treeItem(name)).toHaveAttribute('aria-selected', 'true')
      await expect(treeItem(name)).toBeFocused()
    },
    /** The text field of a note has the focus. */
    async expectNoteFocused() {
      await expect(page.getByRole('textbox', { name: 'Note text' })).toBeFocused()
    },
    async expectNoteText(text: string | RegExp) {
      await expect(note).toHaveCount(1)
      await expect(note).toContainText(text)
    },
    async expectNotes(count: number) {
      await expect(note).toHaveCount(count)
    },
    focusNote: () => focusByKey(page, note),
    noteBox: async () => (await note.boundingBox())!,
    async selectNote() {
      const box = (await note.boundingBox())!
      await page.mouse.click(box.x + box.width - 20, box.y + box.height - 16)
      await expect(note).toHaveClass(/selected/)
    },
    /** Pastes a text as from another program. */
    async pasteText(text: string) {
      await canvas.focus()
      await page.evaluate((content) => {
        const data = new DataTransfer()
        data.setData('text/plain', content)
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        )
      }, text)
    },
  }
}

/** The midpoint of a wire, relative to the upper left corner of its bounding box. */
async function midpointInBox(wire: Locator, midpointOf: (wire: Locator) => Promise<Point>): Promise<Point> {
  const box = (await wire.boundingBox())!
  const { x, y } = await midpointOf(wire)
  return { x: x - box.x, y: y - box.y }
}
