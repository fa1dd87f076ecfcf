/** A fake engine process with real ports and calls, but without training. FAKE_RUN and FAKE_ENGINE select its behaviour. */
import { acceptClients, requestRestart } from '../../electron/host/engine-ports.ts'
import {
  type EngineCalls,
  type EngineEvents,
  engineContract,
  type RunInfo,
  type RunResult,
  type TrainJob,
} from '../../shared/ipc/contract/index.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { serve } from '../../shared/ipc/rpc.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { fakeCalls, RUN, RUNTIME } from './fake-calls.ts'
import { FLOWERS, isFlowers } from './fake-table.ts'

if (process.env.FAKE_ENGINE === 'dies') {
  console.error('no such library')
  process.exit(3)
}

function client(port: Port): void {
  let stopped = () => {}
  const begin = async (job: Partial<TrainJob>, more: Partial<RunInfo> = {}): Promise<RunInfo> => {
    const plan = process.env.FAKE_RUN ?? 'finish'
    const info = { ...RUN, epochs: job.epochs ?? 2, seed: job.seed ?? 0, ...more }
    if (plan === 'refuse') {
      // Like the real engine, when a run fails before it begins.
      const refused = problem('no-file', untranslated('There is no such table.'))
      events.log('r1', { at: 0, text: untranslated('reading') })
      events.log('r1', { at: 0, text: refused.message, ends: true })
      throw new ProblemError([refused])
    }
    const result: RunResult = {
      run: 'r1',
      state: 'finished',
      bestEpoch: 2,
      folder: job.out ?? '/runs/1',
      seconds: 1,
      problems: [],
      reason: { en: 'All epochs are done.', ko: '모든 에포크를 마쳤습니다.' },
    }
    setTimeout(() => {
      events.runStarted(info)
      events.epochsEnded(
        Array.from({ length: info.epochs }, (_, i) => i + 1).map((epoch) => ({
          run: 'r1',
          epoch,
          train: new Float32Array([0.5, 0.8]),
          validation: new Float32Array([Number.NaN, 0.86]),
          learningRate: 0.01,
          millisecondsPerStep: 0.41,
          best: epoch === 2,
          waited: 0,
        })),
      )
      if (plan === 'finish') events.finished(result)
      if (plan === 'fail')
        events.finished({
          ...result,
          state: 'failed',
          problems: [
            problem(
              'nan',
              { en: 'The loss is not a number.', ko: '손실이 숫자가 아닙니다.' },
              { node: 'dense_1' },
            ),
          ],
        })
      if (plan === 'die') process.exit(7)
    }, 10)
    stopped = () => events.finished({ ...result, state: 'stopped', reason: untranslated('Stopped.') })
    return info
  }
  const events = serve<EngineCalls, EngineEvents>(
    port,
    fakeCalls({
      runtime: async () => ({ ...RUNTIME, reason: untranslated(String(process.pid)) }),
      restart: async () => requestRestart(),
      describeData: async (reference) => {
        if (reference.source.type === 'csv' && reference.source.path === 'die') process.exit(9)
        if (isFlowers(reference)) return FLOWERS.info
        throw new Error('no data')
      },
      inspectTable: async (reference) => {
        if (isFlowers(reference)) return FLOWERS.profile
        throw new ProblemError([problem('no-file', untranslated('There is no such table.'))])
      },
      // The first of the two epochs was trained before.
      resume: async (folder) => begin({ out: folder }, { resumed: { epoch: 1, step: 0 } }),
      continueRun: async (folder, epochs) =>
        begin({ out: folder, epochs: epochs + 1 }, { resumed: { epoch: 1, step: 0 } }),
      train: (job) => begin(job),
      stop: async () => stopped(),
    }),
    engineContract,
  )
}

// It has no state to forget.
acceptClients(client, undefined, async () => {})
