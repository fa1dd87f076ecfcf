/** A document for a table alone: suggested roles, steps, network and training settings. */
import { basename } from 'node:path'
import type { DataInfo } from '../../shared/data/data-info.ts'
import type { DataReference } from '../../shared/data/data-reference.ts'
import { isTableSource } from '../../shared/data/sources/index.ts'
import { suggest } from '../../shared/data/suggest.ts'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import { applySuggestion } from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { applySuggestedNetwork } from '../../shared/document/suggest-network.ts'
import type { EngineCalls } from '../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../shared/problem.ts'
import { problemLine } from './problems.ts'

/** @param report is told in a few lines what will be done
 *  @throws ProblemError if the table cannot be read, or if there is nothing to learn or to learn from */
export async function suggestedDocument(
  engine: EngineCalls,
  reference: DataReference,
  report: (line: string) => void,
): Promise<Document> {
  if (!isTableSource(reference.source)) return pictureDocument(engine, reference, report)
  const profile = await engine.inspectTable(reference, null, null, false)
  const suggestion = suggest(profile, reference.source, [], reference.split)
  report(suggestion.summary.en)
  const problems = [...profile.problems, ...suggestion.problems]
  const isPossible = suggestion.task !== null && suggestion.columns.some(({ role }) => role === 'feature')
  if (!isPossible) throw new ProblemError(problems.map((found) => ({ ...found, severity: 'error' as const })))
  for (const found of problems) report(problemLine(found))
  const name = basename(String(reference.source.path)).replace(/\.[^.]*$/, '')
  const prepared = applySuggestion({ ...emptyDocument(name), data: reference }, suggestion)
  const data = await engine.describeData(prepared.data!, null, null)
  const document = applySuggestedNetwork(prepared, data)
  reportPlan(document, data, report)
  return document
}

async function pictureDocument(
  engine: EngineCalls,
  reference: DataReference,
  report: (line: string) => void,
): Promise<Document> {
  const data = await engine.describeData(reference, null, null)
  const document = applySuggestedNetwork({ ...emptyDocument(data.title), data: reference }, data)
  reportPlan(document, data, report)
  return document
}

function reportPlan(document: Document, { rows }: DataInfo, report: (line: string) => void): void {
  report(networkLine(document))
  report(`rows: ${rows.train} to train, ${rows.validation} to validate, ${rows.test} to test`)
}

/** `network: Input 9 → Dense 32 relu → Dense 3 softmax → Output sparse_categorical_crossentropy` */
function networkLine(document: Document): string {
  const layers = Object.values(mainNetwork(document).layers).map(({ type, props }) =>
    [
      type,
      ...['shape', 'units', 'activation', 'scale', 'offset', 'loss', 'target'].flatMap((field) =>
        field in props ? [String(props[field])] : [],
      ),
    ].join(' '),
  )
  return `network: ${layers.join(' → ')}`
}
