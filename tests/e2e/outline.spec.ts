/** The outline: the network as a tree, synchronized with the canvas and usable by keyboard alone. */
import { expect, test } from './driver/test.ts'

test('outline and canvas have the same selection', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-he').side('Outline')
  const items = page.getByRole('tree').getByRole('treeitem')
  await expect(items).toHaveCount(6)
  await app.select('dense_1')
  await expect(items.nth(3)).toHaveAttribute('aria-selected', 'true')
  await expect(items.nth(3)).toHaveAccessibleName('Dense dense_1, output (None, 100), 30,100 parameters')
  await items.nth(1).click()
  await app.expectSelected('flatten')
  await items.nth(2).click({ modifiers: ['ControlOrMeta'] })
  await app.expectSelected('flatten', 'dense')
})

test('the outline by keyboard: navigate, expand a layer, follow a wire, delete', async ({ app, host }) => {
  const { page } = host
  await app.openExample('residual').key('Alt+2')
  const items = page.getByRole('tree').getByRole('treeitem')
  const count = await items.count()
  await expect(items.first()).toBeFocused()
  await app.key('ArrowDown').key('ArrowDown')
  await expect(items.nth(2)).toBeFocused()
  await expect(items.nth(2)).toHaveAttribute('aria-selected', 'true')
  await app.key('ArrowRight')
  await expect(items.nth(2)).toHaveAttribute('aria-expanded', 'true')
  await app.key('ArrowRight')
  await expect(items.nth(3)).toHaveAccessibleName(/^from flatten$/)
  // Enter follows the wire.
  await app.key('Enter').expectSelected('flatten')
  await app.key('ArrowDown').key('ArrowLeft')
  await expect(items).toHaveCount(count)
  await app.key('Enter')
  await expect(page.getByRole('complementary', { name: 'Properties' }).locator('input').first()).toBeFocused()
  // Out of the text field, in which keys type letters.
  await app
    .key('Shift+Tab')
    .key('Alt+2')
    .key('Delete')
    .expectLayers(count - 1)
  await expect(page.locator('[role="tree"] [role="treeitem"]:focus')).toHaveCount(1)
  await app.undo().expectDirty(false)
})
