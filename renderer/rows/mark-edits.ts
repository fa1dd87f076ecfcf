/** Marks of rows by a person. Each is one undo step. The engine is asked for the row's fingerprint first. */
import {
  isRelabelled,
  isSameLabel,
  labelText,
  markKey,
  type RightLabel,
  type RowMark,
} from '../../shared/data/marks.ts'
import { labels, markRow, unmarkRow } from '../../shared/document/edits.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'
import { attempt } from '../state/attempt.ts'
import { documentOf, useApp } from '../state/store.ts'

/** A mark without the row's fingerprint. */
export type NewMark =
  | { readonly row: number; readonly excluded: true }
  | { readonly row: number; readonly target: string; readonly label: RightLabel }

const nameOf = (mark: NewMark): Text =>
  'excluded' in mark ? labels.excludeRow(mark.row) : labels.relabelRow(mark.row, labelText(mark.label))

/** Asks for the fingerprint of a row before an edit about it.
 *  @param expected fingerprint of the row that the person has seen, where it was read from other data than the document's */
async function edit(
  row: number,
  expected: string | null,
  apply: (fingerprint: string, app: ReturnType<typeof useApp.getState>) => void,
): Promise<void> {
  const { host, file } = useApp.getState()
  const { data } = documentOf(useApp.getState())
  if (!host || !data) return
  const [fingerprint] = await host.engine.rowFingerprints(data, file.folder, file.path, [row])
  const app = useApp.getState()
  // Another file was chosen meanwhile.
  if (fingerprint == null || documentOf(app).data?.source !== data.source) return
  if (expected !== null && fingerprint !== expected)
    throw new ProblemError([problem('data_changed', otherRow(row))])
  apply(fingerprint, app)
}

const otherRow = (row: number): Text => {
  const number = (row + 1).toLocaleString('en-US')
  return {
    en: `Row ${number} of the document’s data is not the row that is shown: the data are other ones, or were changed. Nothing was marked.`,
    ko: `문서 데이터의 ${number}행은 여기 보이는 행이 아닙니다. 다른 데이터이거나 바뀐 데이터입니다. 아무것도 표시하지 않았습니다.`,
  }
}

/** Replaces a mark of the same kind. */
export const mark = (wanted: NewMark, expected: string | null = null): void =>
  void attempt(nameOf(wanted), () =>
    edit(wanted.row, expected, (fingerprint, app) => {
      app.editWhole(nameOf(wanted), (document) => markRow(document, { ...wanted, fingerprint }))
    }),
  )

export const unmark = (existing: RowMark): boolean =>
  useApp.getState().editWhole(labels.unmarkRow(existing.row), (document) => unmarkRow(document, existing))

export type Marks = ReadonlyMap<string, RowMark>

/** Marks by what they are about, for the rows in view. */
export const marksByKey = (marks: readonly RowMark[] = []): Marks =>
  new Map(marks.map((each) => [markKey(each), each]))

export const isMarkedExcluded = (marks: Marks, row: number): boolean => marks.has(String(row))

/** The right label of a row that has another one in the file. */
export function rightLabelOf(marks: Marks, row: number, target: string): RightLabel | null {
  const found = marks.get(markKey({ row, fingerprint: '', target, label: '' }))
  return found && isRelabelled(found) ? found.label : null
}

/** Excludes a row, or includes it again. */
export function toggleExcluded(row: number, marks: Marks, expected: string | null = null): void {
  const existing = marks.get(String(row))
  if (existing) unmark(existing)
  else mark({ row, excluded: true }, expected)
}

/** Gives a row its right label; its own one takes the mark back. */
export function relabel(
  { row, target, own }: { readonly row: number; readonly target: string; readonly own: string },
  label: string,
  marks: Marks,
  expected: string | null = null,
): void {
  const existing = marks.get(markKey({ row, fingerprint: '', target, label: '' }))
  const isOwn = label === '' || label === own
  if (isOwn && existing) unmark(existing)
  else if (!isOwn && label !== rightLabelOf(marks, row, target)) mark({ row, target, label }, expected)
}

/** Gives a row one more of the labels of a target with several, or takes one away; what the data say takes the mark back.
 *  @param own labels of the row in the data @param names all labels, in their order */
export function toggleLabel(
  { row, target, own, names }: SeveralLabels,
  name: string,
  expected: string | null = null,
): void {
  void attempt(labels.relabelRow(row, name), () =>
    edit(row, expected, (fingerprint, app) => {
      // A label that was toggled meanwhile counts.
      const marks = marksByKey(documentOf(app).data?.marks)
      const existing = marks.get(markKey({ row, fingerprint, target, label: [] }))
      const present = new Set(severalOf(rightLabelOf(marks, row, target)) ?? own)
      if (!present.delete(name)) present.add(name)
      const ordered = (all: ReadonlySet<string>) => [...new Set([...names, ...all])].filter((n) => all.has(n))
      const label = ordered(present)
      if (!isSameLabel(label, ordered(new Set(own))))
        app.editWhole(nameOf({ row, target, label }), (document) =>
          markRow(document, { row, target, label, fingerprint }),
        )
      else if (existing) unmark(existing)
    }),
  )
}

export interface SeveralLabels {
  readonly row: number
  readonly target: string
  readonly own: readonly string[]
  readonly names: readonly string[]
}

/** The label of a target that has several in a row; null for another one. */
export const severalOf = (label: RightLabel | null): readonly string[] | null =>
  typeof label === 'string' ? null : label
