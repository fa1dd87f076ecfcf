/** Several Inputs and Outputs: editing, problems, training with figures for each Output, and the program. */
import { expect, test } from './driver/test.ts'

test('a network with two Inputs and two Outputs', async ({ app, host }) => {
  const { page } = host
  await app
    .openExample('wide-and-deep')
    .openSection('Data')
    .expectData(/petal_width: a number/)
  await expect(page.getByRole('group', { name: /^Input deep,/ })).toContainText('sepal_width, petal_length')
  await app.select('width').set('loss_weight', 0.2)
  expect(await app.code()).toContain('loss_weights={"kind": 0.9, "width": 0.2}')

  // A target that is a feature of the data is a problem.
  await app.set('target', 'sepal_width').expectProblem(/width: target is “sepal_width”/)
  await app.undo().expectNoProblems()
  await app
    .select('wide')
    .set('columns', 'sepal_length, height')
    .expectProblem(/no column “height”/)
  await app.undo().expectNoProblems()

  await app.tab('Training').train({ epochs: 5 }).expectState('finished')
  const figures = page.getByRole('combobox', { name: 'Metric' })
  await expect(figures.locator('option')).toHaveText([
    'kind_loss',
    'kind_accuracy',
    'width_loss',
    'width_mean_absolute_error',
  ])
  await figures.selectOption('width_mean_absolute_error')
  await expect(page.getByRole('img', { name: /^width_mean_absolute_error over 5 epochs/ })).toBeVisible()
})
