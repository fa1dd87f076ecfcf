/** Shared defaults: created from a layer, applied to others, edited for all, overridden, deleted. */
import { expect, test } from './driver/test.ts'

test('a change of the shared defaults applies to all layers that follow them', async ({ app, host }) => {
  const { page } = host
  const panel = page.getByRole('complementary', { name: 'Properties' })
  const list = panel.getByLabel('Shared defaults', { exact: true })
  await app.openExample('lesson-he').select('dense')
  await list.selectOption({ label: 'Create from this layer’s arguments' })
  const definition = panel.getByRole('region', { name: 'Shared defaults SharedDense' })
  await expect(definition).toContainText('Used by one layer.')
  await app.select('dense_1')
  await list.selectOption({ label: 'SharedDense' })
  await expect(page.getByRole('group', { name: /^Dense dense_1,/ })).toContainText('SharedDense')

  // By keyboard: the button next to the list opens the defaults.
  await panel.getByRole('button', { name: 'Edit the shared defaults' }).press('Enter')
  await expect(definition).toContainText('Used by 2 layers')
  await definition.getByLabel('Name', { exact: true }).fill('2nd')
  await expect(definition.getByRole('alert')).toContainText('A name must start with a letter')
  await definition.getByLabel('Name', { exact: true }).fill('HeDense')
  await page.keyboard.press('Enter')
  const renamed = panel.getByRole('region', { name: 'Shared defaults HeDense' })
  await renamed.getByLabel('activation', { exact: true }).selectOption('selu')
  const program = await app.code()
  expect(program).toContain(
    'HeDense = partial(layers.Dense, activation="selu", kernel_initializer="he_normal")',
  )
  expect(program).toContain('HeDense(300)')
  expect(program).toContain('HeDense(100)')

  // One layer overrides the activation, and a reset returns to the shared default.
  await expect(panel.getByRole('img', { name: 'from HeDense' })).toHaveCount(2)
  await app.set('activation', 'relu')
  expect(await app.code()).toContain('HeDense(100, activation="relu")')
  await panel.getByRole('button', { name: 'Reset activation to its default' }).click()
  expect(await app.code()).toContain('HeDense(100),')

  // After the defaults are deleted, the layers keep their values.
  await panel.getByRole('button', { name: 'Edit the shared defaults' }).click()
  await renamed.getByRole('button', { name: /^Delete/ }).click()
  expect(await app.code()).toContain('layers.Dense(100, activation="selu", kernel_initializer="he_normal")')
  await app.undo()
  expect(await app.code()).toContain('HeDense(100)')
})
