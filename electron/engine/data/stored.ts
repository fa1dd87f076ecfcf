/** Metadata of prepared rows and of a split, and whether their files are intact. The contents of large files are verified when they are
 *  read (checked-file.ts), or here on request. */
import { join } from 'node:path'
import { z } from 'zod'
import { hasSize, isDamaged, isIntact, readChecked } from './checked-file.ts'

const text = z.object({ en: z.string(), ko: z.string() })
const numbers = z.array(z.number()).readonly()
const preparation = z.object({ offset: numbers, scale: numbers })
const nonNegativeInt = z.number().int().nonnegative()

const target = z.object({
  name: z.string(),
  kind: z.enum(['classes', 'number', 'labels']),
  classes: z.array(z.string()).readonly(),
  text: z
    .object({
      ...{ count: nonNegativeInt, value: z.string() },
      ...{ line: nonNegativeInt.nullable(), row: nonNegativeInt },
    })
    .optional(),
  range: z.tuple([z.number(), z.number()]).readonly().optional(),
})

const counts = z.array(nonNegativeInt).readonly()
const classCounts = z.object({ train: counts, validation: counts, test: counts })

const rowsSchema = z.object({
  title: z.string(),
  count: nonNegativeInt,
  shape: z.array(nonNegativeInt).readonly(),
  dtype: z.enum(['uint8', 'float32']),
  columns: z.array(z.object({ name: z.string(), type: z.enum(['number', 'category']) })).readonly(),
  targets: z.tuple([target], target).readonly(),
  weights: z.string().nullable(),
  preparation,
  notes: z.array(text).readonly(),
  bytes: z.object({ features: nonNegativeInt, targets: nonNegativeInt }),
})
const partRows = z.object({ train: nonNegativeInt, validation: nonNegativeInt, test: nonNegativeInt })
const splitSchema = z.object({
  fingerprint: z.string().length(64),
  rows: partRows,
  preparation,
  /** Of each target; null for a number. */
  counts: z.array(classCounts.nullable()).readonly(),
  /** Rows and classes of the parts before marks; absent without marks. */
  drawn: z.object({ rows: partRows, counts: z.array(classCounts.nullable()).readonly() }).optional(),
  marked: z.object({ excluded: nonNegativeInt, relabelled: nonNegativeInt }).optional(),
  /** The split has a file of targets of its own, with corrected labels. */
  hasTargets: z.boolean(),
  notes: z.array(text).readonly(),
})
export type StoredRows = z.infer<typeof rowsSchema>
export type StoredSplit = z.infer<typeof splitSchema>

/** The rows in a folder of the cache, or `null` if they are missing or damaged. @param contents whether to verify all contents */
export async function storedRows(folder: string, contents = false): Promise<StoredRows | null> {
  const rows = await readJson(join(folder, 'rows.json'), rowsSchema)
  if (!rows) return null
  const values = rows.count * rows.shape.reduce((a, b) => a * b, 1)
  const columns = rows.targets.length + (rows.weights === null ? 0 : 1)
  const isComplete =
    (await isIntactFile(join(folder, 'features'), values * (rows.dtype === 'uint8' ? 1 : 4), contents)) &&
    (await isIntactFile(join(folder, 'targets'), rows.count * columns * 4, contents))
  return isComplete ? rows : null
}

/** The split in a folder of the cache, or `null` if it is missing or damaged. */
export async function storedSplit(
  folder: string,
  { count, targets, weights }: StoredRows,
  contents = false,
): Promise<StoredSplit | null> {
  const split = await readJson(join(folder, 'split.json'), splitSchema)
  if (!split) return null
  const rows = split.rows.train + split.rows.validation + split.rows.test
  const columns = targets.length + (weights === null ? 0 : 1)
  const isComplete =
    (await isIntactFile(join(folder, 'order'), rows * 4, contents)) &&
    (!split.hasTargets || (await isIntactFile(join(folder, 'targets'), count * columns * 4, contents)))
  return isComplete ? split : null
}

export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const result = schema.safeParse(JSON.parse(await readChecked(path)))
    return result.success ? result.data : null
  } catch (error) {
    // Missing, not JSON or damaged: the data are prepared again.
    if (isDamaged(error) || error instanceof SyntaxError) return null
    throw error
  }
}

export const isIntactFile = async (path: string, bytes: number, contents: boolean): Promise<boolean> =>
  (await hasSize(path, bytes)) && (!contents || (await isIntact(path)))
