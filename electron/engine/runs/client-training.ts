/** The calls of clients about trainings: each checks what the client may read, and asks the trainer. */
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import type { RunInfo, TrainingCalls, TrainJob } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { permitServers } from '../data/permit-files.ts'
import { hasSignals } from '../run-folder/signals-file.ts'
import { type Claim, claimFolder, claimRun } from './claim.ts'
import { continuedJob } from './continued-job.ts'
import { realOwner } from './document-runs.ts'
import { removePartialFiles } from './partial-files.ts'
import { readRecord } from './read-run.ts'
import type { RunRecord } from './record-schema.ts'
import type { ParsedJob } from './run-set.ts'
import * as texts from './texts.ts'
import type { Trainer } from './trainer.ts'

/** What one client may do. */
export interface TrainingClient {
  /** A window may only read what its host permits; a terminal may also name a run's folder and other data. */
  readonly isWindow: boolean
  /** Checks whether the client may read these data. @param file the document, whose own folder may be read */
  permit(data: DataReference, folder: string | null, file: string | null): Promise<void>
  mayRead(path: string, file: string | null): Promise<void>
  /** The client hears of runs from now on. */
  subscribe(): void
  /** Folder of a run that this engine knows. */
  folderOf(run: string): string
  /** The same for any run of the app, which may not have been listed yet. */
  findFolder(run: string): Promise<string>
}

/** The job from which a run was started. */
const jobOf = ({ document, data, epochs, seed, owner, set }: RunRecord): TrainJob => ({
  document: JSON.stringify(document),
  folder: data.folder ?? null,
  epochs,
  seed,
  data: data.path ?? undefined,
  ...(owner ? { owner } : {}),
  ...(set ? { set } : {}),
})

/** The same outside of its set, in which a repeated run, or one with more epochs, would count twice. */
function ownJobOf(record: RunRecord): TrainJob {
  const { set: _, ...job } = jobOf(record)
  return job
}

/** Parses the job of a stored run and checks whether the client may read its data. */
async function permitJob(job: TrainJob, { isWindow, mayRead }: TrainingClient): Promise<ParsedJob> {
  const document = parseDocument(job.document)
  const { data: override = null, folder, owner } = job
  const file = owner && 'path' in owner ? owner.path : null
  if (isWindow && document.data)
    await permitServers({ reference: document.data, folder, override }, (path) => mayRead(path, file))
  return { job, document }
}

/** Checks whether the client may read the data of a stored run. */
export async function permitRun(record: RunRecord, client: TrainingClient): Promise<void> {
  await permitJob(jobOf(record), client)
}

export function trainingCalls(trainer: Trainer, client: TrainingClient): TrainingCalls {
  const { isWindow, permit, subscribe, folderOf, findFolder } = client
  /** Parses a job that the client has made and checks whether it may read its data. */
  async function permitNew(job: TrainJob): Promise<ParsedJob> {
    if (isWindow && (job.out !== undefined || job.data !== undefined))
      throw new ProblemError([texts.onlyTerminal()])
    const document = parseDocument(job.document)
    if (document.data) await permit(document.data, job.folder, job.file ?? null)
    return { job: job.owner ? { ...job, owner: realOwner(job.owner) } : job, document }
  }
  return {
    async train(job) {
      const parsed = await permitNew(job)
      trainer.refuseWhileBusy()
      subscribe()
      if (job.out === undefined) return trainer.start(parsed).started
      const claim = claimFolder(resolve(job.out))
      return startIn(claim, () => trainer.start(parsed, null, claim).started)
    },
    async trainSet(job, plan) {
      const parsed = await permitNew(job)
      trainer.refuseWhileBusy()
      subscribe()
      const indices = Array.from({ length: plan.count }, (_, i) => i)
      return trainer.trainSet(parsed, { id: randomUUID(), index: 0, ...plan }, indices)
    },
    async resume(run) {
      trainer.refuseWhileBusy()
      const folder = folderOf(run)
      const { claim, record } = claimRun(folder)
      return startIn(claim, async () => {
        if (record.state === 'finished') throw new ProblemError([texts.isFinished(record.name)])
        const parsed = await permitJob(jobOf(record), client)
        removePartialFiles(folder)
        subscribe()
        // The command line ends with its run.
        const missing = isWindow && record.set ? await trainer.missingAfter(record.set) : []
        const origin = trainer.originIn('resume', folder, record)
        const resumed = trainer.start(parsed, origin, claim, missing.length)
        if (record.set) trainer.follow(resumed, parsed, record.set, missing)
        return resumed.started
      })
    },
    async repeat(run) {
      const folder = folderOf(run)
      const record = readRecord(folder)
      const signals = hasSignals(folder) ? { signals: true } : {}
      const parsed = await permitJob({ ...ownJobOf(record), ...signals }, client)
      subscribe()
      return trainer.start(parsed, trainer.originIn('repeat', folder, record)).started
    },
    async continueRun(run, epochs) {
      trainer.refuseWhileBusy()
      const folder = await findFolder(run)
      const record = readRecord(folder)
      const parsed = await permitJob(continuedJob(ownJobOf(record), folder, record, epochs), client)
      subscribe()
      return trainer.start(parsed, trainer.originIn('continue', folder, record)).started
    },
    stop: (run) => trainer.stop(run),
    skip: (run) => trainer.halt(run, 'stop'),
    pause: (run) => trainer.halt(run, 'pause'),
    trial: async (kind, job) => trainer.trial(kind, await permitNew(job)),
    endTrial: async () => trainer.endTrial(),
    async attach() {
      subscribe()
      trainer.keepReady()
      return trainer.snapshots()
    },
  }
}

/** Starts a run in a claimed folder; the folder is released if the run does not start, otherwise when it ends. */
async function startIn(claim: Claim, begin: () => Promise<RunInfo>): Promise<RunInfo> {
  try {
    return await begin()
  } catch (error) {
    claim.release()
    throw error
  }
}
