/** Prepares the data of a job and checks it against the network, for runs and trials. */
import type { Document } from '../../../shared/document/document.ts'
import type { TrainJob } from '../../../shared/ipc/contract/index.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { type PreparedData, prepareData } from '../data/index.ts'
import type { Report } from '../data/types.ts'
import { memoryNeed, tooMuchMemory } from './memory-need.ts'
import * as texts from './texts.ts'

/** @param document the parsed `job.document`
 *  @param contents also verify the contents of prepared data, after a run found them damaged
 *  @throws ProblemError if data are unavailable, do not fit the network, or need too much memory */
export async function prepareCheckedData(
  job: TrainJob,
  document: Document,
  cache: string,
  { report, contents = false }: { readonly report?: Report; readonly contents?: boolean } = {},
): Promise<PreparedData> {
  const data = await prepareData(document.data!, {
    folder: job.folder,
    override: job.data ?? null,
    cache,
    contents,
    ...(report ? { report } : {}),
  })
  const { model, problems } = analyze(document, data.info)
  const errors = problems.filter((p) => p.severity === 'error')
  if (!model || errors.length > 0) throw new ProblemError(errors)
  if (data.info.rows.train === 0) throw new ProblemError([texts.noTrainingRows(data.info.title)])
  const { optimizer, batch_size } = document.training
  const memoryProblem = tooMuchMemory(memoryNeed(model, optimizer, data.info), batch_size)
  if (memoryProblem) throw new ProblemError([memoryProblem])
  return data
}
