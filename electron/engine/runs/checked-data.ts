/** Prepares the data of a job and checks it against the network, for runs and trials. */
import type { Document } from '../../../shared/document/document.ts'
import type { TrainJob } from '../../../shared/ipc/contract/index.ts'
import type { Analysis } from '../../../shared/model/analyze.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { type PreparedData, prepareData } from '../data/index.ts'
import type { Progress } from '../data/types.ts'
import { memoryNeed, tooMuchMemory } from './memory-need.ts'
import * as texts from './texts.ts'

/** A job with its document, which the engine parses and analyzes once. (The run's process does so again: a model has functions, which cannot
 *  be sent to it.) */
export interface AnalyzedJob {
  readonly job: TrainJob
  readonly document: Document
  /** Of the document without the data; it has no errors. */
  readonly analysis: Analysis
}

/** @param contents also verify the contents of prepared data, after a run found them damaged
 *  @throws ProblemError if data are unavailable, do not fit the network, or need too much memory */
export async function prepareCheckedData(
  { job, document, analysis }: AnalyzedJob,
  cache: string,
  { contents = false, ...progress }: Partial<Progress> & { readonly contents?: boolean } = {},
): Promise<PreparedData> {
  const data = await prepareData(document.data!, {
    folder: job.folder,
    override: job.data ?? null,
    cache,
    contents,
    ...progress,
  })
  const { model, problems } = analysis.withData(data.info)
  const errors = problems.filter((p) => p.severity === 'error')
  if (!model || errors.length > 0) throw new ProblemError(errors)
  if (data.info.rows.train === 0) throw new ProblemError([texts.noTrainingRows(data.info.title)])
  const { optimizer, batch_size } = document.training
  const memoryProblem = tooMuchMemory(memoryNeed(model, optimizer, data.info), batch_size)
  if (memoryProblem) throw new ProblemError([memoryProblem])
  return data
}
