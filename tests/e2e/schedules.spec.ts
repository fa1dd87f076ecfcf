/** Training settings: finding a learning rate, schedules, ReduceLROnPlateau, the estimate of a training's cost, mixed precision. */
import { expect, test } from './driver/test.ts'

test('a learning rate is found by a trial and used', async ({ app, host }) => {
  const { page } = host
  await app.openExample('iris').expectStatus(/Ready/).openSection('Training')
  await page.getByRole('button', { name: 'Find a learning rate…' }).click()
  const use = page.getByRole('button', { name: /^Use / })
  await expect(page.getByRole('img', { name: /^Loss over learning rates/ })).toBeVisible({ timeout: 30_000 })
  const rate = (await use.textContent())!.replace('Use ', '')
  await expect(use).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'learning_rate' })).toHaveValue(rate)
  expect(await app.code()).toContain(`learning_rate=${rate}`)
  await app.undo()
  await expect(page.getByRole('textbox', { name: 'learning_rate' })).toHaveValue('0.001')
})

test('time and memory of a training are estimated', async ({ app, host }) => {
  const { page } = host
  await app.openExample('iris').expectStatus(/Ready/).openSection('Training')
  await page.getByRole('button', { name: 'Estimate time and memory…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Memory', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(dialog).toContainText(/[\d.]+ ms/)
  await page.keyboard.press('Escape')
  await app.train({ epochs: 2 }).expectState('finished')
})

test('a schedule is chosen, shown, trained and exported; it conflicts with ReduceLROnPlateau', async ({
  app,
  host,
}) => {
  const { page } = host
  await app.openExample('iris').expectStatus(/Ready/).openSection('Training').openSection('Stops')
  await page.getByLabel('Change learning_rate during training').selectOption('OneCycle')
  // 90 rows in batches of 16, 100 epochs.
  await expect(page.getByRole('textbox', { name: 'total_steps' })).toHaveValue('600')
  await expect(page.getByText(/^Largest 0.001; 4e-9 after 600 steps/)).toBeVisible()
  expect(await app.code()).toContain('class OneCycle(keras.optimizers.schedules.LearningRateSchedule):')
  await page.getByLabel('Add to callbacks').selectOption('ReduceLROnPlateau')
  await app.expectProblem(/ReduceLROnPlateau cannot lower a learning rate that OneCycle sets/)
  await app.fix(/cannot lower a learning rate/).expectNoProblems()
  await app.train({ epochs: 3 }).expectState('finished')
})

test('mixed precision is chosen, trained, named with the run and exported', async ({ app, host }) => {
  const { page } = host
  await app.openExample('iris').expectStatus(/Ready/)
  await app.expectValue('dtype_policy', 'float32').set('dtype_policy', 'mixed_bfloat16')
  expect(await app.code()).toContain('keras.config.set_dtype_policy("mixed_bfloat16")')
  await app.train({ epochs: 5000 }).expectTraining()
  await expect(page.getByText(/ · mixed_bfloat16$/)).toBeVisible()
  await app.stop().expectState('stopped')
  // The first undo restores the number of epochs, the second the policy.
  await app.undo().undo()
  await app.expectValue('dtype_policy', 'float32')
})
