/** Divides prepared rows into training, validation and test, and stores the result next to them. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stratifiedTarget } from '../../../shared/data/data-info.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import type { Split } from '../../../shared/data/parts.ts'
import { splitRows } from '../../../shared/data/split.ts'
import { createAtomically } from './atomic-folder.ts'
import { digest, exists, writeJson } from './cache-files.ts'
import { checkedPieces, damaged } from './checked-file.ts'
import { concatenate, countsOf, partSizes, randomSplitMethod, refusalNotes } from './split-parts.ts'
import { type StoredRows, type StoredSplit, storedSplit } from './stored.ts'
import { texts } from './texts.ts'
import type { Progress } from './types.ts'
import { bytesOf, writeArray } from './write-rows.ts'

/** Part of every key, so that a change of the stored format invalidates old folders. */
const SPLIT_FORMAT = 3

type SplitSettings = DataReference['split']

interface SplitOptions extends Progress {
  /** Verifies the full contents of a stored split. */
  readonly contents: boolean
}

/** Splits the rows in a folder of the cache, or uses the result of an earlier call.
 *  @throws ProblemError if no row is left for training */
export async function splitAndStore(
  folder: string,
  rows: StoredRows,
  settings: SplitSettings,
  { contents, ...progress }: SplitOptions,
): Promise<StoredSplit & { readonly splitFolder: string; readonly isNew: boolean }> {
  const { count } = rows
  const method = randomSplitMethod(settings.method)
  const sizes = partSizes(settings, count)
  const stratified = stratifiedTarget(rows.targets, settings)
  const splitFolder = join(
    folder,
    `split-${digest([SPLIT_FORMAT, settings.method, sizes, settings.seed, stratified])}`,
  )
  const existing = await storedSplit(splitFolder, contents)
  if (existing) return { ...existing, splitFolder, isNew: false }
  if (await exists(splitFolder)) progress.report(0, texts.recreating)
  await createAtomically(
    splitFolder,
    async (path) => (await storedSplit(path, contents)) !== null,
    async ({ folder: temporary }) => {
      const codes = await readCodes(folder, rows)
      const split = splitRows({ method, seed: settings.seed }, codes[stratified] ?? null, count, sizes)
      const order = concatenate(split)
      await writeArray(join(temporary, 'order'), order)
      const counts = codes.map((each, i) => each && countsOf(each, split, rows.targets[i]!.classes.length))
      const stored: StoredSplit = {
        fingerprint: await fingerprintOf(folder, rows, split, order),
        rows: { train: split.train.length, ...sizes },
        preparation: rows.preparation,
        counts,
        notes: refusalNotes(settings, rows.targets, stratified, counts),
      }
      await writeJson(join(temporary, 'split.json'), stored)
    },
    progress,
  )
  const stored = await storedSplit(splitFolder)
  if (!stored) throw damaged(splitFolder)
  return { ...stored, splitFolder, isNew: true }
}

/** Class of each row for each target; null for a target that is a number. */
async function readCodes(folder: string, { count, targets }: StoredRows): Promise<(Int32Array | null)[]> {
  if (targets.every(({ kind }) => kind === 'number')) return targets.map(() => null)
  const { buffer, byteOffset } = await readFile(join(folder, 'targets'))
  return targets.map(({ kind }, i) => {
    const start = byteOffset + 4 * count * i
    return kind === 'classes' ? new Int32Array(buffer.slice(start, start + 4 * count)) : null
  })
}

/** sha256 of the rows, their order and what they mean.
 *  @throws ProblemError if a file is damaged, so that no result is derived from it */
export async function fingerprintOf(
  folder: string,
  rows: Pick<StoredRows, 'shape' | 'dtype' | 'columns' | 'targets' | 'weights'>,
  { train, validation, test }: Split,
  order: Int32Array,
  signal?: AbortSignal,
): Promise<string> {
  const meaning = [
    rows.shape,
    rows.dtype,
    // An Input may select columns by name.
    ...rows.columns.map(({ name }) => name),
    // Descriptive members do not change the fingerprint.
    ...rows.targets.map(({ name, kind, classes }) => ({ name, kind, classes })),
    ...(rows.weights === null ? [] : [rows.weights]),
    [train.length, validation.length, test.length],
  ]
  const hash = createHash('sha256').update(JSON.stringify(meaning))
  for (const name of ['features', 'targets'])
    for await (const piece of checkedPieces(join(folder, name))) {
      signal?.throwIfAborted()
      hash.update(piece)
    }
  return hash.update(bytesOf(order)).digest('hex')
}
