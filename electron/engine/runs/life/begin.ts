/** How a run begins: a new one with its record, a resumed one once its checkpoint is found. */
import type { RunRecord } from '../record-schema.ts'
import * as texts from '../texts.ts'
import { type Effect, type Life, type Of, type Step, step } from './life.ts'

export function prepared(life: Life, { job, record }: Of<'prepared'>): Step {
  const { rows, notes: dataNotes } = job.info
  const info = {
    ...life.info,
    stepsPerEpoch: Math.ceil(rows.train / life.info.batchSize),
    hasValidation: rows.validation > 0,
  }
  const notes = dataNotes.map((text): Effect => ({ type: 'log', text }))
  const last: readonly Effect[] = [
    { type: 'log', text: texts.savedIn(job.folder) },
    { type: 'startJob', job },
  ]
  if (!record) return step({ ...life, phase: 'locating', info, job }, ...notes, ...last)
  const { folder } = job
  return step(
    { ...life, phase: 'compiling', info, job, record, folder },
    ...notes,
    { type: 'noteActive', folder },
    { type: 'write', folder, record },
    { type: 'emitStarted' },
    ...last,
  )
}

/** The process has found the checkpoint. The record says that the run goes on before the process may change anything. */
export function reopen(life: Life, { epoch, step: done }: Of<'resumed'>): Step {
  const { record: previous, folder } = life.origin!
  const { owner } = life.info
  const record: RunRecord = {
    ...previous,
    ...(owner ? { owner } : {}),
    data: { ...previous.data, ...life.data },
    state: 'compiling',
    reason: null,
    problems: [],
    finished: null,
  }
  return step(life, { type: 'noteActive', folder }, { type: 'reopen', folder, record, epoch, step: done })
}

/** The process of a run that continues another one has found its checkpoint: the earlier epochs become this run's. */
export function takeOver(life: Life, { epoch, step: done }: Of<'resumed'>): Step {
  const { origin, record: first, folder } = life
  if (origin?.kind !== 'continue' || !first || !folder) return step(life, { type: 'allowResume' })
  const continues = { run: origin.record.run, epoch, step: done }
  const record: RunRecord = { ...first, continues }
  const info = { ...life.info, continues, resumed: { epoch, step: done } }
  return step(
    { ...life, info, record },
    { type: 'write', folder, record },
    { type: 'rewind', folder: origin.folder, epoch, step: done },
    { type: 'emitStarted' },
    { type: 'emitEpochsSoFar' },
    { type: 'allowResume' },
  )
}

export function continueRun(life: Life, { record, epoch, step: done }: Of<'reopened'>): Step {
  const { folder } = life.origin!
  const info = { ...life.info, resumed: { epoch, step: done } }
  return step(
    { ...life, phase: 'compiling', info, record, folder },
    { type: 'rewind', folder, epoch, step: done },
    { type: 'emitStarted' },
    { type: 'emitEpochsSoFar' },
    { type: 'allowResume' },
  )
}
