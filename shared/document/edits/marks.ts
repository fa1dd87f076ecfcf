/** Marks of rows of the data: excluded rows and right labels. */
import { markKey, type RowMark } from '../../data/marks.ts'
import type { Document } from '../document.ts'
import { MAX_ROW_MARKS } from '../limits.ts'
import { refuseEdit, requireData } from './change.ts'

/** Adds a mark; it replaces one of the same kind.
 *  @throws ProblemError if the document has no data, or too many marks */
export function markRow(document: Document, mark: RowMark): Document {
  const marks = requireData(document).marks ?? []
  const others = marks.filter((other) => markKey(other) !== markKey(mark))
  if (others.length >= MAX_ROW_MARKS)
    return refuseEdit({
      en: `A document has at most ${MAX_ROW_MARKS.toLocaleString('en-US')} marks of rows. Correct the file instead.`,
      ko: `문서의 행 표시는 ${MAX_ROW_MARKS.toLocaleString('en-US')}개까지입니다. 파일을 고치세요.`,
    })
  return withMarks(document, [...others, mark].sort(byRow))
}

/** Removes marks of a row: that it is excluded, or its right label for a target.
 *  @throws ProblemError if the document has no data */
export const unmarkRow = (document: Document, mark: RowMark): Document =>
  withMarks(
    document,
    (requireData(document).marks ?? []).filter((other) => markKey(other) !== markKey(mark)),
  )

/** Removes all marks of some rows. @throws ProblemError if the document has no data */
export function removeMarks(document: Document, rows: readonly number[]): Document {
  const removed = new Set(rows)
  return withMarks(
    document,
    (requireData(document).marks ?? []).filter(({ row }) => !removed.has(row)),
  )
}

const byRow = (a: RowMark, b: RowMark): number => a.row - b.row || (markKey(a) < markKey(b) ? -1 : 1)

/** A document without marks has no list of them. */
function withMarks(document: Document, marks: readonly RowMark[]): Document {
  const { marks: previous = [], ...data } = requireData(document)
  if (JSON.stringify(marks) === JSON.stringify(previous)) return document
  return { ...document, data: { ...data, ...(marks.length > 0 && { marks }), fingerprint: null } }
}
