/** Divides prepared rows into training, validation and test, and stores the result next to them. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stratifiedTarget } from '../../../shared/data/data-info.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { foldsOf } from '../../../shared/data/k-fold.ts'
import { type RowMark, withoutRows } from '../../../shared/data/marks.ts'
import { type ClassCounts, countingParts, type Split } from '../../../shared/data/parts.ts'
import { splitRows } from '../../../shared/data/split.ts'
import { createAtomically } from './atomic-folder.ts'
import { paused } from './blocks.ts'
import { digest, exists, writeJson } from './cache-files.ts'
import { checkedPieces, damaged } from './checked-file.ts'
import { arrayFingerprints } from './marks/fingerprint.ts'
import { type ResolvedMarks, resolveMarks, withLabels } from './marks/resolve.ts'
import { texts as markTexts } from './marks/texts.ts'
import { problemError } from './problem-error.ts'
import { concatenate, partSizes, randomSplitMethod, refusalNotes, sizesOf } from './split-parts.ts'
import { type StoredRows, type StoredSplit, storedSplit } from './stored.ts'
import { texts } from './texts.ts'
import type { Progress } from './types.ts'
import { bytesOf, writeArray } from './write-rows.ts'

/** Part of every key, so that a change of the stored format invalidates old folders. */
const SPLIT_FORMAT = 4

type SplitSettings = DataReference['split']

/** Other rules have no folds. */
export const foldKey = (settings: SplitSettings): readonly object[] =>
  settings.method === 'kfold' ? [foldsOf(settings)] : []

interface SplitOptions extends Progress {
  readonly marks: readonly RowMark[]
  /** Verifies the full contents of a stored split. */
  readonly contents: boolean
}

/** Splits the rows in a folder of the cache, or uses the result of an earlier call.
 *  @throws ProblemError if no row is left for training */
export async function splitAndStore(
  folder: string,
  rows: StoredRows,
  settings: SplitSettings,
  { marks, contents, ...progress }: SplitOptions,
): Promise<StoredSplit & { readonly splitFolder: string; readonly isNew: boolean }> {
  const { count } = rows
  const method = randomSplitMethod(settings.method)
  const sizes = partSizes(settings, count)
  const stratified = stratifiedTarget(rows.targets, settings)
  const splitFolder = join(
    folder,
    `split-${digest([SPLIT_FORMAT, settings.method, sizes, settings.seed, stratified, marks, ...foldKey(settings)])}`,
  )
  const existing = await storedSplit(splitFolder, rows, contents)
  if (existing) return { ...existing, splitFolder, isNew: false }
  if (await exists(splitFolder)) progress.report(0, texts.recreating)
  await createAtomically(
    splitFolder,
    async (path) => (await storedSplit(path, rows, contents)) !== null,
    async ({ folder: temporary }, { signal }) => {
      const codes = await readCodes(folder, rows)
      const drawn = await paused(
        splitRows({ ...settings, method }, codes[stratified] ?? null, count, sizes),
        signal,
      )
      const marked = resolveMarks(marks, {
        fingerprints: arrayFingerprints(
          folder,
          rows,
          marks.map(({ row }) => row),
        ),
        targets: rows.targets,
        positionOf: (row) => row,
      })
      const split = await paused(withoutRows(drawn, marked.isExcluded), signal)
      if (split.train.length === 0) throw problemError('data_marks', markTexts.noTrainingRows, 'marks')
      const order = concatenate(split)
      await writeArray(join(temporary, 'order'), order)
      const hasTargets = marked.labels.some((labels) => labels.size > 0)
      if (hasTargets) await writeTargets(folder, temporary, rows, marked)
      const countsIn = async (parts: Split, values: readonly (Int32Array | null)[]) => {
        const counts: (ClassCounts | null)[] = []
        for (const [i, each] of values.entries())
          counts.push(
            each && (await paused(countingParts(each, parts, rows.targets[i]!.classes.length), signal)),
          )
        return counts
      }
      const drawnCounts = await countsIn(drawn, codes)
      const targets = codes.map((each, i) => each && withLabels(each, marked.labels[i]))
      const stored: StoredSplit = {
        fingerprint: await fingerprintOf(
          { features: join(folder, 'features'), targets: join(hasTargets ? temporary : folder, 'targets') },
          rows,
          split,
          order,
        ),
        rows: sizesOf(split),
        preparation: rows.preparation,
        counts: await countsIn(split, targets),
        ...(marked.counts && {
          drawn: { rows: sizesOf(drawn), counts: drawnCounts },
          marked: marked.counts,
        }),
        hasTargets,
        notes: [...refusalNotes(settings, rows.targets, stratified, drawnCounts), ...marked.notes],
      }
      await writeJson(join(temporary, 'split.json'), stored)
    },
    progress,
  )
  const stored = await storedSplit(splitFolder, rows)
  if (!stored) throw damaged(splitFolder)
  return { ...stored, splitFolder, isNew: true }
}

/** The file of targets with the right labels. */
async function writeTargets(
  folder: string,
  to: string,
  { count, targets }: StoredRows,
  { labels }: ResolvedMarks,
): Promise<void> {
  const { buffer, byteOffset, byteLength } = await readFile(join(folder, 'targets'))
  const bytes = new DataView(buffer.slice(byteOffset, byteOffset + byteLength))
  for (const [target, values] of labels.entries())
    for (const [row, value] of values) {
      const at = 4 * (target * count + row)
      if (typeof value !== 'number') throw new Error('Rows that are no table have one label each.')
      if (targets[target]!.kind === 'classes') bytes.setInt32(at, value, true)
      else bytes.setFloat32(at, value, true)
    }
  await writeArray(join(to, 'targets'), bytes)
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
  files: { readonly features: string; readonly targets: string },
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
  for (const path of [files.features, files.targets])
    for await (const piece of checkedPieces(path)) {
      signal?.throwIfAborted()
      hash.update(piece)
    }
  return hash.update(bytesOf(order)).digest('hex')
}
