/** A training as a process: stopping is quick, a killed one is told and the next one works. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { below } from './driver/processes.ts'
import { expect, test } from './driver/test.ts'
import { patience } from './driver/throttle.ts'

test('stopping while it compiles is as quick as while it trains', async ({ app, host }) => {
  // No reader needs a second, so these milliseconds are the engine's 150 of patience, the way there and back, and drawing.
  await app
    .openExample('lesson-dropout')
    .select('dense')
    // A size of its own: what was compiled once is kept and would be there at once.
    .set('units', 200 + (Date.now() % 1789))
    .expectStatus(/Ready/)
    .train()
    .expectStatus(/Compiling/)
  const [run] = below(host.pid, 'engine/run.mjs')
  expect(await app.millisecondsToStop()).toBeLessThan(patience(500))
  // The window hears of the stop before the system has taken the process away.
  await expect.poll(() => below(host.pid, 'engine/run.mjs')).not.toContain(run)
  await app.train().expectPoint()
  expect(await app.millisecondsToStop()).toBeLessThan(patience(500))
})

test('a run that is killed is marked failed, and the next one works', async ({ app, host }) => {
  await app.openExample('lesson-dropout').select('dense').set('units', 40).train().expectPoint()
  const [run] = below(host.pid, 'engine/run.mjs')
  process.kill(run!, 'SIGKILL')
  await app.expectState('failed')
  await expect(host.page.getByRole('alert').filter({ hasText: /killed|ended unexpectedly/ })).toBeVisible()
  await app.select('dense').expectValue('units', 40).expectDirty(true)
  await app.train().expectPoint().expectChartMoves().stop().expectState('stopped')
})

test('a table is trained to its end and leaves a run folder', async ({ app, host }) => {
  await app.openExample('iris').train({ epochs: 12 }).expectState('finished').expectBestEpoch()
  const runs = join(host.folders.home, 'runs')
  const [run] = readdirSync(runs).filter((name) => name.endsWith('iris'))
  for (const file of ['run.json', 'metrics.ndjson', 'weights-best.safetensors', 'weights-last.safetensors'])
    expect(existsSync(join(runs, run!, file)), file).toBe(true)
  await app.tab('Log').tab('Training').expectState('finished')
})
