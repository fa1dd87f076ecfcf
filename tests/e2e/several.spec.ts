/** The panel: several layers at once, sliders, and previews of activations and initializers. */
import { expect, test } from './driver/test.ts'

test('common arguments of several layers are changed as one step', async ({ app, host }) => {
  const panel = host.page.getByRole('complementary', { name: 'Properties' })
  await app.openExample('lesson-he').select('dense').addToSelection('dense_1')
  await expect(panel).toContainText('2 layers selected')
  await expect(panel.getByLabel('units', { exact: true })).toHaveAttribute('placeholder', 'mixed')
  await expect(panel.getByLabel('activation', { exact: true })).toHaveValue('relu')
  await app.set('units', 64).set('activation', 'selu')
  await app.expectLabel('dense', /output \(None, 64\)/).expectLabel('dense_1', /output \(None, 64\)/)
  await app.undo().undo().expectDirty(false)
  await app.addToSelection('dense_2')
  await expect(panel.getByLabel('activation', { exact: true }).locator('option:checked')).toHaveText('mixed')
  await app.set('trainable', false)
  await app.undo().expectDirty(false).addToSelection('flatten')
  await expect(panel.getByLabel('units', { exact: true })).toHaveCount(0)
})

test('a slider previews its value while it moves, and is one step', async ({ app, host }) => {
  const { page } = host
  await app.openExample('lesson-dropout').select('dropout')
  const slider = page.getByRole('slider', { name: 'rate, slider' })
  const box = (await slider.boundingBox())!
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 8 })
  await page.mouse.up()
  const rate = Number(await app.value('rate'))
  expect(rate).toBeGreaterThan(0.4)
  await app.side('History')
  await app.expectSteps('Opened', 'Change rate')
  await slider.focus()
  await app.key('ArrowRight').expectValue('rate', Number((rate + 0.01).toFixed(4)))
  await app.jumpTo('Opened').expectValue('rate', 0.2).expectDirty(false)
})

test('the formula of the activation and the spread of the initial values are shown', async ({
  app,
  host,
}) => {
  const panel = host.page.getByRole('complementary', { name: 'Properties' })
  await app.openExample('lesson-he').select('dense').set('activation', 'elu')
  await expect(panel).toContainText('x > 0: x; x ≤ 0: 1 · (eˣ − 1)')
  await app.set('activation.alpha', 0.5)
  await expect(panel).toContainText('x ≤ 0: 0.5 · (eˣ − 1)')
  // he_normal: the standard deviation is √(2 ÷ 784).
  await expect(panel).toContainText(/Initial values: −0\.1\d+ to 0\.1\d+, standard deviation 0\.050\d\./)
  await app.set('kernel_initializer', 'glorot_uniform')
  await expect(panel).toContainText(/standard deviation 0\.042\d\./)
})
