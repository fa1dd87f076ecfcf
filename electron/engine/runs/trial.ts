/** Runs a trial in its own process, which is killed when the trial is cancelled. */
import { rmSync } from 'node:fs'
import type { Document } from '../../../shared/document/document.ts'
import { serializeDocument } from '../../../shared/document/file.ts'
import type { TrialKind, TrialResult } from '../../../shared/ipc/contract/index.ts'
import { ProblemError, problem } from '../../../shared/problem.ts'
import { TemporaryFolderError, temporaryFolder } from '../../system/temporary-folders.ts'
import { isDamaged } from '../data/checked-file.ts'
import type { RunJob } from '../worker/messages.ts'
import { temporaryNotWritable } from '../worker/texts.ts'
import { type AnalyzedJob, prepareCheckedData } from './checked-data.ts'
import { crashText } from './crash-text.ts'
import type { RunContext } from './live-run.ts'
import * as texts from './texts.ts'

export interface Trial {
  readonly result: Promise<TrialResult>
  /** Cancels the trial and rejects the result. */
  cancel(): void
}

export function startTrial(kind: TrialKind, analyzed: AnalyzedJob, context: RunContext): Trial {
  let current = attempt(kind, analyzed, context, false)
  const retryIfDamaged = (error: unknown) => {
    if (!isDamaged(error)) throw error
    current = attempt(kind, analyzed, context, true)
    return current.result
  }
  const result = current.result.catch(retryIfDamaged)
  // The caller that cancels a trial does not await it.
  result.catch(() => {})
  return { result, cancel: () => current.cancel() }
}

/** @param contents whether to verify prepared data, after they were found damaged */
function attempt(kind: TrialKind, analyzed: AnalyzedJob, context: RunContext, contents: boolean): Trial {
  let settle: { resolve(result: TrialResult): void; reject(why: ProblemError): void } | null = null
  const ended = new Promise<TrialResult>((resolve, reject) => {
    settle = { resolve, reject }
  })
  // Small networks are measured by a real run. The engine removes the folder, because the process may be killed.
  const folder = trialFolder()
  const child = context.launch(context.compiled, {
    onMessage(message) {
      if (message.type === 'trial') settle!.resolve(message.result)
      if (message.type === 'ended') settle!.reject(new ProblemError(message.ending.problems))
    },
    onExit(crash) {
      if (crash) settle!.reject(new ProblemError([problem('trial-crashed', crashText(crash))]))
      rmSync(folder, { recursive: true, force: true })
    },
  })
  const begin = async () => {
    child.trial(kind, await jobOf(kind, analyzed, folder, context, contents))
    return ended
  }
  const result = Promise.race([begin(), ended]).finally(() => child.kill())
  return { result, cancel: () => settle!.reject(new ProblemError([texts.trialEnded])) }
}

/** @throws ProblemError if the system's temporary folder cannot be written */
function trialFolder(): string {
  try {
    return temporaryFolder('trial')
  } catch (error) {
    throw error instanceof TemporaryFolderError
      ? new ProblemError([temporaryNotWritable(error.folder, error.code)])
      : error
  }
}

async function jobOf(
  kind: TrialKind,
  analyzed: AnalyzedJob,
  folder: string,
  context: RunContext,
  contents: boolean,
): Promise<RunJob> {
  const { job, document } = analyzed
  const data = await prepareCheckedData(analyzed, context.cache, { contents })
  return {
    run: 'trial',
    resume: null,
    document: kind === 'rates' ? serializeDocument(withSettableRate(document)) : job.document,
    epochs: 1,
    seed: job.seed ?? document.training.seed,
    series: [],
    info: data.info,
    files: data.files,
    folder,
    executor: context.executor,
    small: context.small,
    signals: false,
    flags: context.flags,
  }
}

/** With a learning rate that can be set from outside, and an update at every step. */
function withSettableRate(document: Document): Document {
  const { optimizer } = document.training
  const plain = { learning_rate: 0.001, gradient_accumulation_steps: null, use_ema: false }
  return { ...document, training: { ...document.training, optimizer: { ...optimizer, ...plain } } }
}
