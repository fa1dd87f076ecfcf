/** The process of a training: it stops quickly, a killed process is reported, and the next training works. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { descendants } from './driver/processes.ts'
import { expect, test } from './driver/test.ts'
import { scaledTimeout } from './driver/throttle.ts'

test('stopping during compilation is as quick as during training', async ({ app, host }) => {
  // No reader takes a second, so the time consists of the engine's 150 ms grace period, the round trip, and rendering.
  await app
    .openExample('lesson-dropout')
    .select('dense')
    // A size that no earlier test used, because compiled programs are cached.
    .set('units', 200 + (Date.now() % 1789))
    .expectStatus(/Ready/)
    .train()
    .expectStatus(/Compiling/)
  const [run] = descendants(host.pid, 'engine/run.mjs')
  expect(await app.millisecondsToStop()).toBeLessThan(scaledTimeout(500))
  // The window is notified of the stop before the process has exited.
  await expect.poll(() => descendants(host.pid, 'engine/run.mjs')).not.toContain(run)
  await app.train().expectPoint()
  expect(await app.millisecondsToStop()).toBeLessThan(scaledTimeout(500))
})

test('a killed run is marked as failed, and the next run works', async ({ app, host }) => {
  await app.openExample('lesson-dropout').select('dense').set('units', 40).train().expectPoint()
  const [run] = descendants(host.pid, 'engine/run.mjs')
  process.kill(run!, 'SIGKILL')
  await app.expectState('failed')
  await expect(host.page.getByRole('alert').filter({ hasText: /killed|ended unexpectedly/ })).toBeVisible()
  await app.select('dense').expectValue('units', 40).expectDirty(true)
  await app.train().expectPoint().expectChartMoves().stop().expectState('stopped')
})

test('a training on a table finishes and leaves a run folder', async ({ app, host }) => {
  await app.openExample('iris').train({ epochs: 12 }).expectState('finished').expectBestEpoch()
  const runs = join(host.folders.home, 'runs')
  const [run] = readdirSync(runs).filter((name) => name.endsWith('iris'))
  for (const file of ['run.json', 'metrics.ndjson', 'weights-best.safetensors', 'weights-last.safetensors'])
    expect(existsSync(join(runs, run!, file)), file).toBe(true)
  await app.tab('Log').tab('Training').expectState('finished')
})
