/** The main user journey: open an example, change it, train, watch, stop, copy the code. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './driver/test.ts'
import { scaledTimeout } from './driver/throttle.ts'

// As in normal use, a process waits for the training.
test.use({ warm: true })

test('from an example to a trained network and its program', async ({ app, host }) => {
  await app.openExample('lesson-dropout')
  await app
    .select('dense')
    .set('units', 50)
    .expectLabel('dense', /output \(None, 50\), 39,250 parameters/)
  await app.undo().expectValue('units', 300).redo().expectValue('units', 50)

  await app.train().expectPoint().expectChartMoves('Loss').expectChartMoves('Accuracy')
  await app.expectEpochs(1).expectBestEpoch().expectTraining()

  const pressed = performance.now()
  await app.stop().expectState('stopped')
  expect(performance.now() - pressed).toBeLessThan(scaledTimeout(1500))
  expect(await app.figure('Best epoch')).toMatch(/^\d+$/)
  expect(await app.figure('Best val_loss')).toMatch(/^0\.\d+/)

  const code = await app.code()
  expect(code).toContain('layers.Dense(50')
  const path = join(host.folders.documents, 'program.py')
  writeFileSync(path, code)
  execFileSync(process.env.LAYERLOOM_KERAS_PYTHON ?? 'python3', ['-m', 'py_compile', path])
})
