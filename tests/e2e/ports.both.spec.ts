/** The connections of the window to host and engine: a reload reopens them, and a killed engine is restarted. */
import { descendants } from './driver/processes.ts'
import { expect, test } from './driver/test.ts'

test('a reloaded window attaches to the running training', async ({ app }) => {
  await app.openExample('lesson-dropout').train().expectEpochs(1)
  await app.reload().expectOpen('lesson-dropout').expectTraining().expectChartMoves()
  await app.expectEpochs(2).stop().expectState('stopped')
})

test('after the engine is killed, the window shows a message, reconnects and trains again', async ({
  app,
  host,
}) => {
  await app.openExample('lesson-dropout').train().expectPoint()
  const [engine] = descendants(host.pid, 'engine/index.mjs')
  const runs = descendants(host.pid, 'engine/run.mjs')
  process.kill(engine!, 'SIGKILL')
  await expect(host.page.getByRole('alert').filter({ hasText: 'The engine stopped' })).toBeVisible()
  await expect(host.page.getByRole('alert').filter({ hasText: 'The engine stopped' })).toBeHidden({
    timeout: 30_000,
  })
  // A process that exists now is a new one, which waits for the next run.
  for (const run of runs) expect(descendants(host.pid, 'engine/run.mjs')).not.toContain(run)
  await app.expectOpen('lesson-dropout').train().expectPoint().stop().expectState('stopped')
})
