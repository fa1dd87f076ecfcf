/** Templates train at once. */
import { expect, test } from './driver/test.ts'

test('the template of a regression trains to its end at once', async ({ app }) => {
  await app
    .command('Recent files and templates')
    .pick(/^Iris, petal width/)
    .expectOpen('iris-petal-width')
  await app
    .expectStatus(/Ready to train/)
    .train()
    .expectState('finished')
  // Centimetres of a petal's width, which is 0.1 to 2.5.
  expect(Number(await app.figure('Best val_loss'))).toBeLessThan(0.2)
  await app.expectNoProblems()
})

test('the template of a deep network trains at once', async ({ app }) => {
  await app
    .command('Recent files and templates')
    .pick(/^Deep residual/)
    .expectOpen('deep-residual')
  await app
    .expectStatus(/Ready to train/)
    .train()
    .expectPoint()
    .stop()
    .expectState('stopped')
  await app.expectNoProblems()
})
