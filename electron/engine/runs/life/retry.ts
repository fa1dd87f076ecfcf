/** Processes that end before their first step for a reason that can be removed: the job is started once more. */
import { reportsDamage } from '../../data/checked-file.ts'
import { UNEXPECTED } from '../../worker/messages.ts'
import * as texts from '../texts.ts'
import { crash, end, fault } from './end.ts'
import { type Life, type Moment, type Of, type Step, step } from './life.ts'

/** TensorFlow gives up on a cached network that is damaged, and on a folder it cannot write: once more without the cache. */
function withoutCompiled(life: Life): Step | null {
  const { compiled, job } = life
  if (compiled === null || !job) return null
  return step(
    { ...life, compiled: null },
    // What is not ours to remove stays: training works without it.
    { type: 'removeCompiled', folder: compiled },
    { type: 'log', text: texts.withoutCompiled },
    { type: 'launch', compiled: null },
    // Data that are being prepared again start the job when they are ready.
    ...(life.dataRemake === 'pending' ? [] : [{ type: 'startJob', job } as const]),
  )
}

/** The process reads all data before its first step and found them damaged: they are prepared again, once. */
function withDataRemade(life: Life): Step | null {
  if (life.dataRemake !== 'none' || !life.job) return null
  return step(
    { ...life, dataRemake: 'pending' },
    { type: 'launch', compiled: life.compiled },
    { type: 'remakeData' },
  )
}

export function remade(life: Life, { info, files }: Of<'remade'>, moment: Moment): Step {
  const job = life.job!
  if (info.fingerprint !== job.info.fingerprint)
    return fault(life, { type: 'fault', problems: [texts.dataChanged(info.title)] }, moment)
  const next = { ...job, info, files }
  return step({ ...life, job: next, dataRemake: 'done' }, { type: 'startJob', job: next })
}

export function retryOrEnd(life: Life, message: Of<'ended'>, moment: Moment): Step {
  const { problems } = message.ending
  const retry =
    (problems[0]?.code === UNEXPECTED ? withoutCompiled(life) : null) ??
    (problems.some(reportsDamage) ? withDataRemade(life) : null)
  return retry ?? end(life, message, moment)
}

export function retryOrCrash(life: Life, message: Of<'exited'>, moment: Moment): Step {
  const isCrash = message.crash !== null && message.crash.signal !== 'SIGKILL'
  return (isCrash ? withoutCompiled(life) : null) ?? crash(life, message, moment)
}
