/** Marks of rows by a person. Each is one undo step. The engine is asked for the row's fingerprint first. */
import { markKey, type RowMark } from '../../shared/data/marks.ts'
import { labels, markRow, unmarkRow } from '../../shared/document/edits.ts'
import type { Text } from '../../shared/text.ts'
import { attempt } from '../state/attempt.ts'
import { documentOf, useApp } from '../state/store.ts'

/** A mark without the row's fingerprint. */
export type NewMark =
  | { readonly row: number; readonly excluded: true }
  | { readonly row: number; readonly target: string; readonly label: string }

const nameOf = (mark: NewMark): Text =>
  'excluded' in mark ? labels.excludeRow(mark.row) : labels.relabelRow(mark.row, mark.label)

async function add(mark: NewMark): Promise<void> {
  const { host, file } = useApp.getState()
  const { data } = documentOf(useApp.getState())
  if (!host || !data) return
  const [fingerprint] = await host.engine.rowFingerprints(data, file.folder, file.path, [mark.row])
  const app = useApp.getState()
  // Another file was chosen meanwhile.
  if (fingerprint == null || documentOf(app).data?.source !== data.source) return
  app.editWhole(nameOf(mark), (document) => markRow(document, { ...mark, fingerprint }))
}

/** Replaces a mark of the same kind. */
export const mark = (wanted: NewMark): void => void attempt(nameOf(wanted), () => add(wanted))

export const unmark = (existing: RowMark): boolean =>
  useApp.getState().editWhole(labels.unmarkRow(existing.row), (document) => unmarkRow(document, existing))

/** Marks by what they are about, for the rows in view. */
export const marksByKey = (marks: readonly RowMark[] = []): ReadonlyMap<string, RowMark> =>
  new Map(marks.map((each) => [markKey(each), each]))
