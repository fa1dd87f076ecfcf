/** Divides prepared rows into training, validation and test, and stores the result next to them. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stratifiedTarget } from '../../../shared/data/data-info.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { type ClassCounts, countCodes, type Split, take } from '../../../shared/data/parts.ts'
import { splitCount, splitRows, stratifyRefusals } from '../../../shared/data/split.ts'
import type { Text } from '../../../shared/text.ts'
import { createAtomically } from './atomic-folder.ts'
import { digest, exists, writeJson } from './cache-files.ts'
import { checkedPieces, damaged } from './checked-file.ts'
import { prepare } from './preparation.ts'
import { problemError } from './problem-error.ts'
import { type StoredRows, type StoredSplit, storedSplit } from './stored.ts'
import { texts } from './texts.ts'
import type { Report } from './types.ts'
import { bytesOf, writeArray } from './write-rows.ts'

/** Part of every key, so that a change of the stored format invalidates old folders. */
const SPLIT_FORMAT = 2

type SplitSettings = DataReference['split']

interface SplitOptions {
  readonly report: Report
  /** Verifies the full contents of a stored split. */
  readonly contents: boolean
}

/** Splits the rows in a folder of the cache, or uses the result of an earlier call.
 *  @throws ProblemError if no row is left for training */
export async function splitAndStore(
  folder: string,
  rows: StoredRows,
  settings: SplitSettings,
  { report, contents }: SplitOptions,
): Promise<StoredSplit & { readonly splitFolder: string; readonly isNew: boolean }> {
  const { count } = rows
  const sizes = {
    validation: splitCount(settings.validation, count),
    test: splitCount(settings.test, count),
  }
  if (sizes.validation + sizes.test >= count)
    throw problemError('data_split', texts.split(count, sizes.validation, sizes.test), 'validation')
  const stratified = stratifiedTarget(rows.targets, settings)
  const splitFolder = join(
    folder,
    `split-${digest([SPLIT_FORMAT, settings.method, sizes, settings.seed, stratified])}`,
  )
  const existing = await storedSplit(splitFolder, contents)
  if (existing) return { ...existing, splitFolder, isNew: false }
  if (await exists(splitFolder)) report(0, texts.recreating)
  await createAtomically(
    splitFolder,
    async (path) => (await storedSplit(path, contents)) !== null,
    async ({ folder: temporary }) => {
      const codes = await readCodes(folder, rows)
      const split = splitRows(settings, codes[stratified] ?? null, count, sizes)
      const order = concatenate(split)
      await writeArray(join(temporary, 'order'), order)
      const { preparation, notes } = await prepare(join(folder, 'features'), rows, split.train)
      const counts = codes.map((each, i) => each && countsOf(each, split, rows.targets[i]!.classes.length))
      const stored: StoredSplit = {
        fingerprint: await fingerprintOf(folder, rows, split, order),
        rows: { train: split.train.length, ...sizes },
        preparation,
        counts,
        notes: [...refusalNotes(settings, rows, stratified, counts), ...notes],
      }
      await writeJson(join(temporary, 'split.json'), stored)
    },
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

const countsOf = (codes: Int32Array, { train, validation, test }: Split, classes: number): ClassCounts => {
  const count = (part: Int32Array) => countCodes(take(codes, part), classes)
  return { train: count(train), validation: count(validation), test: count(test) }
}

/** What scikit-learn refuses to stratify, in words. */
function refusalNotes(
  { method }: SplitSettings,
  { targets }: StoredRows,
  stratified: number,
  counts: readonly (ClassCounts | null)[],
): Text[] {
  const own = counts[stratified]
  if (method === 'hash' || !own) return []
  const refusals = stratifyRefusals(own)
  return (['test', 'validation'] as const).flatMap((part) => {
    const refusal = refusals[part]
    if (!refusal) return []
    const [code] = refusal.reason === 'single row' ? refusal.codes : []
    const holder = (['train', 'validation', 'test'] as const).find((p) => own[p][code ?? 0]! > 0)!
    return [texts.noteNotStratified(part, refusal, targets[stratified]!.classes, holder)]
  })
}

function concatenate({ train, validation, test }: Split): Int32Array {
  const order = new Int32Array(train.length + validation.length + test.length)
  order.set(train)
  order.set(validation, train.length)
  order.set(test, train.length + validation.length)
  return order
}

/** sha256 of the rows, their order and what they mean.
 *  @throws ProblemError if a file is damaged, so that no result is derived from it */
async function fingerprintOf(
  folder: string,
  rows: StoredRows,
  { train, validation, test }: Split,
  order: Int32Array,
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
    for await (const piece of checkedPieces(join(folder, name))) hash.update(piece)
  return hash.update(bytesOf(order)).digest('hex')
}
