/** The window's connections to host and engine: a reload opens them again, an engine that is gone comes back. */
import { below } from './driver/processes.ts'
import { expect, test } from './driver/test.ts'

test('a reloaded window attaches to the running training', async ({ app }) => {
  await app.openExample('lesson-dropout').train().expectEpochs(1)
  await app.reload().expectOpen('lesson-dropout').expectTraining().expectChartMoves()
  await app.expectEpochs(2).stop().expectState('stopped')
})

test('the engine itself is killed: the window says so, reconnects and trains again', async ({
  app,
  host,
}) => {
  await app.openExample('lesson-dropout').train().expectPoint()
  const [engine] = below(host.pid, 'engine/index.mjs')
  const runs = below(host.pid, 'engine/run.mjs')
  process.kill(engine!, 'SIGKILL')
  await expect(host.page.getByRole('alert').filter({ hasText: 'The engine stopped' })).toBeVisible()
  await expect(host.page.getByRole('alert').filter({ hasText: 'The engine stopped' })).toBeHidden({
    timeout: 30_000,
  })
  // What is there now waits for the next run.
  for (const run of runs) expect(below(host.pid, 'engine/run.mjs')).not.toContain(run)
  await app.expectOpen('lesson-dropout').train().expectPoint().stop().expectState('stopped')
})
