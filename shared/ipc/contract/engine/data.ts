/** The data of a document, which the engine reads. */
import { z } from 'zod'
import { COLUMN_TYPES } from '../../../data/columns.ts'
import type { DataInfo } from '../../../data/data-info.ts'
import { type DataReference, SPLIT_METHODS } from '../../../data/data-reference.ts'
import { MAX_LABELS } from '../../../data/labels.ts'
import { ROW_FINGERPRINT } from '../../../data/marks.ts'
import type { PictureRows } from '../../../data/pictures.ts'
import type { ColumnFill, TableProfile, TableRow } from '../../../data/table-profile.ts'
import { isObject, type JsonObject } from '../../../json.ts'
import { path, seed } from '../arguments.ts'
import { call } from '../call.ts'

const MAX_VALUES = 20_000
const MAX_DEPTH = 32

/** Whether a value is plain JSON of limited size. A loop checks it, because a recursive schema would follow any depth. */
function isPlainJson(value: unknown): boolean {
  const stack: [value: unknown, depth: number][] = [[value, 0]]
  for (let visited = 0; stack.length > 0; visited++) {
    const [item, depth] = stack.pop()!
    if (visited > MAX_VALUES || depth > MAX_DEPTH) return false
    if (item === null || typeof item === 'boolean' || typeof item === 'string') continue
    if (typeof item === 'number' && Number.isFinite(item)) continue
    if (!Array.isArray(item) && !(isObject(item) && Object.getPrototypeOf(item) === Object.prototype))
      return false
    const children = Object.values(item)
    if (children.length > MAX_VALUES) return false
    for (const child of children) stack.push([child, depth + 1])
  }
  return true
}

const config = z.custom<JsonObject & { readonly type: string }>(
  (value) => isObject(value) && typeof value.type === 'string' && isPlainJson(value),
  'expected plain values with a type',
)

const text = z.string().max(4096)
const mark = z.strictObject({ row: z.int().min(0), fingerprint: z.string().regex(ROW_FINGERPRINT) })

const share = z.number().min(0).max(1e9)
const dataReference: z.ZodType<DataReference> = z.strictObject({
  source: config,
  columns: z
    .array(
      z.strictObject({
        name: z.string().max(4096),
        type: z.enum(['auto', ...COLUMN_TYPES]),
        steps: z.array(config).max(64).nullable(),
        categories: z.array(z.string().max(4096)).max(10_000).nullable(),
      }),
    )
    .max(20_000)
    .optional(),
  marks: z
    .array(
      z.union([
        mark.extend({ excluded: z.literal(true) }),
        mark.extend({ label: z.union([text, z.array(text).max(MAX_LABELS)]), target: text }),
      ]),
    )
    .max(10_000)
    .optional(),
  split: z.strictObject({
    method: z.enum(SPLIT_METHODS),
    validation: share,
    test: share,
    seed,
    stratify: z.boolean(),
    column: z.string().max(4096).nullable().optional(),
    n_splits: z.int().min(2).max(1000).nullable().optional(),
    fold: z.int().min(0).max(999).nullable().optional(),
  }),
  fingerprint: z.string().max(200).nullable(),
})

const range = z.strictObject({ from: z.int().min(0), count: z.int().min(1).max(1000) })

/**
 * `describeData`, `inspectTable` and `tableRows` may take minutes for a large table that is not in the cache. Meanwhile the client that called
 * hears `readingProgress`. Calls that need the same table wait for one reading of it. A call about other data stops the earlier call of the
 * same name, which rejects with the code `data_replaced`.
 */
export const dataCalls = {
  /**
   * Reads and describes the data, and prepares the cache. After the reference: the folder that its relative paths start at, and the
   * document's file, each `null` if there is none.
   * @throws ProblemError with the code `data_not_allowed` if the user must be asked first (allowData), with other codes if reading fails
   */
  describeData: call(dataReference, path.nullable(), path.nullable()).returns<DataInfo>(),
  /** What is in a table: how it is read, its columns and their statistics; by the last argument none from a sample of the rows. The others,
   *  and the errors, are those of describeData. */
  inspectTable: call(dataReference, path.nullable(), path.nullable(), z.boolean()).returns<TableProfile>(),
  /** The same from the first lines of a large table, at once; null for a small one, and where the first lines are no table. */
  previewTable: call(dataReference, path.nullable(), path.nullable()).returns<TableProfile | null>(),
  /** Rows of a table as texts, from a row number on, of all columns or of those with these places in the file; in each row the part that the
   *  split gives it, where it is known; on request what the steps make of its cells. */
  tableRows: call(
    dataReference,
    path.nullable(),
    path.nullable(),
    range.extend({ isPrepared: z.boolean(), columns: z.array(z.int().min(0)).max(1000).optional() }),
  ).returns<readonly TableRow[]>(),
  /** What fills the missing cells of a table's columns; empty while it cannot be prepared. */
  tableFills: call(dataReference, path.nullable(), path.nullable()).returns<readonly ColumnFill[]>(),
  /** Pictures from a row number on, in the order of the source; fewer than asked for where they are large. */
  pictureRows: call(dataReference, path.nullable(), path.nullable(), range).returns<PictureRows>(),
  /** The fingerprints of rows of the source, with which a person marks them; `null` for a row that does not exist. */
  rowFingerprints: call(
    dataReference,
    path.nullable(),
    path.nullable(),
    z.array(z.int().min(0)).min(1).max(10_000),
  ).returns<readonly (string | null)[]>(),
  /** Stops these calls of the client: each rejects with the code `data_stopped` at once, and nothing of it stays in the cache. The same call
   *  starts anew. A run that reads the same data goes on. */
  stopReading: call(),
}
