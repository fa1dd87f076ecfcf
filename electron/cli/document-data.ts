/** Reads information about a document's data from the engine, or the problems with it. */
import type { DataInfo } from '../../shared/data/data-info.ts'
import { dataSources } from '../../shared/data/sources/index.ts'
import type { Document } from '../../shared/document/document.ts'
import { getMember } from '../../shared/fields/index.ts'
import { type ProblemData, ProblemError } from '../../shared/problem.ts'
import { withEngine } from './engine-client.ts'

export interface DocumentData {
  readonly data: DataInfo | null
  readonly problems: readonly ProblemData[]
}

/** Built-in data may have to be downloaded; a failed download is a warning, because it is not an error of the document. */
export async function documentData(document: Document, folder: string): Promise<DocumentData> {
  const reference = document.data
  if (!reference) return { data: null, problems: [] }
  try {
    const data = await withEngine(
      {},
      () => {},
      (engine) => engine.describeData(reference, folder, null),
    )
    return { data, problems: [] }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { builtIn } = getMember(dataSources, reference.source)
    const problems = error.problems.map((problem) =>
      builtIn ? { ...problem, severity: 'warning' as const } : problem,
    )
    return { data: null, problems }
  }
}
