/** Templates can be trained immediately. */
import { expect, test } from './driver/test.ts'

test('the regression template trains to the end without changes', async ({ app }) => {
  await app
    .command('Recent files and templates')
    .chooseCard(/^Iris, petal width/)
    .expectOpen('iris-petal-width')
  await app
    .expectStatus(/Ready to train/)
    .train()
    .expectState('finished')
  // The target is the petal width in centimetres, 0.1 to 2.5.
  expect(Number(await app.figure('Best val_loss'))).toBeLessThan(0.2)
  await app.expectNoProblems()
})

test('the deep network template trains without changes', async ({ app }) => {
  await app
    .command('Recent files and templates')
    .chooseCard(/^Deep residual/)
    .expectOpen('deep-residual')
  await app
    .expectStatus(/Ready to train/)
    .train()
    .expectPoint()
    .stop()
    .expectState('stopped')
  await app.expectNoProblems()
})
