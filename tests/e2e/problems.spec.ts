/** Problems: they are shown on the node with their field, and one press applies a fix. */
import { expect, test } from './driver/test.ts'

test('invalid units (0, text, too large) are reported with the expected value', async ({ app }) => {
  await app.openExample('lesson-he').select('dense').set('units', 0)
  await app
    .expectLabel('dense', /1 problem$/)
    .expectProblem(/units must be a whole number, at least 1 .*; received 0/)
  await app.set('units', 'abc').expectProblem(/units must be a whole number.*; received "abc"/)
  await app.set('units', '1e12').expectProblem(/units must be .* at most 1,000,000; received 1000000000000/)
  await app
    .undo()
    .undo()
    .undo()
    .expectLabel('dense', /235,500 parameters$/)
    .expectNoProblems()
})

test('the fix for a Dense on an image is a Flatten', async ({ app }) => {
  await app.openExample('lesson-he').delete('flatten')
  await app.expectProblem(/output receives \(None, 28, 10\), but a prediction is one list of numbers per row/)
  await app
    .expectProblem(/densedense works on the last axis/)
    .fixOnNode('dense')
    .expectLayers(6)
    .expectNoProblems()
  await app.expectLabel('dense', /output \(None, 300\), 235,500 parameters$/)
  await app
    .undo()
    .expectLayers(5)
    .fix(/dense works on the last axis/)
    .expectLayers(6)
    .undo()
    .undo()
    .expectNoProblems()
})

test('the fix for softmax with mean squared error is a matching loss', async ({ app }) => {
  await app.openExample('lesson-he').select('output').set('loss', 'mean_squared_error')
  await app.expectLabel('output', /problems?$/).expectProblem(/mean_squared_error learns numbers/)
  await app
    .fix(/mean_squared_error learns numbers/)
    .expectNoProblems()
    .select('output')
  await app
    .expectValue('loss', 'sparse_categorical_crossentropy')
    .undo()
    .expectValue('loss', 'mean_squared_error')
})

test('too few units for the classes of the data have a fix', async ({ app }) => {
  await app.openExample('lesson-he').expectStatus(/Ready/).select('dense_2').set('units', 5)
  await app
    .expectProblem(/the target has 10 classes/)
    .fix(/10 classes/)
    .expectNoProblems()
})

test('an invalid network has an incomplete program that cannot be saved, and cannot be trained', async ({
  app,
  host,
}) => {
  await app.openExample('lesson-he').select('dense').set('units', 0).tab('Code')
  const panel = host.page.getByRole('complementary', { name: 'Code' })
  // The program starts with the problems, and is scrolled to the layer, where its problem is repeated.
  expect(await app.code()).toContain('The network is not finished. Errors:')
  await expect(panel).toContainText('dense: units must be a whole number')
  await expect(panel.getByRole('button', { name: 'Save the program' })).toBeDisabled()
  await app.tab('Training')
  await expect(host.page.getByRole('tabpanel')).toContainText('Fix the errors in the network first')
})
