/** Reads the data of a document once and stores them as flat files, from which a run reads its rows; no large data are sent between
 *  processes. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { dataSources } from '../../../shared/data/sources/index.ts'
import { type Config, findMember } from '../../../shared/fields/index.ts'
import { dataRoot, evictToLimit, touch } from '../cache/contents.ts'
import { createAtomically } from './atomic-folder.ts'
import { digest, exists, writeJson } from './cache-files.ts'
import { damaged, isDamaged } from './checked-file.ts'
import { checkedSource } from './checked-source.ts'
import { prepareTable } from './prepare-table/index.ts'
import { FITS } from './prepare-table/stored-table.ts'
import { problemError } from './problem-error.ts'
import { progressOf } from './progress.ts'
import { readers } from './readers/index.ts'
import { replacedSource } from './replaced-source.ts'
import { splitAndStore } from './store-split.ts'
import { type StoredRows, type StoredSplit, storedRows } from './stored.ts'
import { openTable } from './table/read-table.ts'
import { texts } from './texts.ts'
import type { Located, PrepareOptions, Progress, Report } from './types.ts'

export interface PreparedData {
  readonly info: DataInfo
  readonly files: {
    /** Rows in source order, row-major, `info.dtype` little-endian, without header; info.preparation is not applied, and codes are not
     *  expanded. Of a table: the rows that have a target. */
    readonly features: string
    /** Target by target, one value per row: the class as int32 or the number as float32, little-endian; of labels the float32 of each label
     *  side by side; then, if present, the sample weights as float32. */
    readonly targets: string
    /** int32 row numbers: `rows.train` of them, then `rows.validation`, then `rows.test`, each part in the order of its rule. */
    readonly order: string
  }
  /** Of a table in which some rows have no target: int32 rows that have one. */
  readonly keptRows: string | null
  /** Of a table: what the steps have learned, as JSON. */
  readonly fits: string | null
  /** Folder of the files in the cache. */
  readonly folder: string
  /** Stored values per row. */
  readonly featureSize: number
}

/** Part of every key, so that a change of the stored format invalidates old folders. */
const FORMAT = 4

/** Locates, reads and splits the data, or uses the result of an earlier call in `<cache>/data`.
 *  @throws ProblemError naming the field, what was expected and what was found; the reason of the signal, if it is aborted */
export async function prepareData(reference: DataReference, options: PrepareOptions): Promise<PreparedData> {
  try {
    return await prepareAttempt(reference, options)
  } catch (error) {
    if (options.contents || !isDamaged(error)) throw error
    return prepareAttempt(reference, { ...options, contents: true })
  }
}

async function prepareAttempt(reference: DataReference, options: PrepareOptions): Promise<PreparedData> {
  const { cache, contents = false } = options
  const progress = progressOf(options)
  const { report } = progress
  checkSplit(reference.split)
  if (findMember(dataSources, reference.source.type)?.isTable)
    return prepareTableAttempt(reference, { ...options, ...progress, contents })
  const { folder, rows } = await sourceRows(reference, options)
  report(0.99, texts.splitting)
  const { marks = [] } = reference
  const split = await splitAndStore(folder, rows, reference.split, { marks, ...progress, contents })
  touch(folder)
  if (split.isNew) evictToLimit(cache, [folder])
  return toPreparedData(folder, rows, split)
}

/** The rows of a source that is no table, in source order, stored in a folder of the cache.
 *  @throws ProblemError naming the field, what was expected and what was found */
export async function sourceRows(
  { source }: DataReference,
  options: PrepareOptions,
): Promise<{ readonly folder: string; readonly rows: StoredRows }> {
  const { cache, contents = false } = options
  const progress = progressOf(options)
  const { report } = progress
  const located = await locate(source, { ...options, report })
  const folder = join(dataRoot(cache), digest([FORMAT, source.type, located.key]))
  const existing = await storedRows(folder, contents)
  if (existing) return { folder, rows: existing }
  if (await exists(folder)) report(0, texts.recreating)
  await createAtomically(
    folder,
    async (at) => (await storedRows(at, contents)) !== null,
    ({ folder: path }) => readAndStore(located, path),
    progress,
  )
  const rows = await storedRows(folder)
  // The cache was cleared meanwhile.
  if (!rows) throw damaged(folder)
  return { folder, rows }
}

async function prepareTableAttempt(
  reference: DataReference,
  options: PrepareOptions & Progress & { readonly contents: boolean },
): Promise<PreparedData> {
  const source = checkedSource(reference.source)
  const { table, folder } = await openTable({ ...reference, source }, options)
  const prepared = await prepareTable(table, folder, { ...reference, source }, options)
  touch(folder)
  if (prepared.isNew) evictToLimit(options.cache, [folder])
  const fileOf = (name: string) => join(prepared.folder, name)
  return {
    info: prepared.info,
    files: { features: fileOf('features'), targets: fileOf('targets'), order: fileOf('order') },
    keptRows: prepared.keptRows,
    fits: fileOf(FITS),
    folder,
    featureSize: prepared.info.columns.length,
  }
}

function locate(source: Config, options: PrepareOptions & { report: Report }): Promise<Located> {
  const reader = readers.find((r) => r.type === source.type)
  const knownTypes = dataSources.members.map((member) => member.type)
  if (!reader) throw problemError('data_source', texts.noReader(String(source.type), knownTypes), 'source')
  const { override = null } = options
  return reader.locate(replacedSource(checkedSource(source), override), { ...options, override })
}

function checkSplit(split: DataReference['split']): void {
  for (const field of ['validation', 'test'] as const) {
    const value = split[field]
    if (!Number.isFinite(value) || value < 0 || (value >= 1 && !Number.isInteger(value)))
      throw problemError('data_split', texts.splitValue(field, String(value)), field)
  }
}

async function readAndStore(located: Located, folder: string): Promise<void> {
  const files = { features: join(folder, 'features'), targets: join(folder, 'targets') }
  const rows = await located.read(files)
  const [features, targets] = [await stat(files.features), await stat(files.targets)]
  const stored: StoredRows = { ...rows, bytes: { features: features.size, targets: targets.size } }
  await writeJson(join(folder, 'rows.json'), stored)
}

function toPreparedData(
  folder: string,
  rows: StoredRows,
  split: StoredSplit & { splitFolder: string },
): PreparedData {
  return {
    info: {
      fingerprint: split.fingerprint,
      title: rows.title,
      rows: split.rows,
      shape: rows.shape,
      dtype: rows.dtype,
      columns: rows.columns,
      targets: targetsOf(rows, split),
      weights: rows.weights,
      preparation: split.preparation,
      ...(split.drawn && { drawn: split.drawn }),
      ...(split.marked && { marked: split.marked }),
      notes: [...rows.notes, ...split.notes],
    },
    files: {
      features: join(folder, 'features'),
      targets: join(split.hasTargets ? split.splitFolder : folder, 'targets'),
      order: join(split.splitFolder, 'order'),
    },
    keptRows: null,
    fits: null,
    folder,
    featureSize: rows.shape.reduce((a, b) => a * b, 1),
  }
}

/** The targets with the number of rows of each class in each part. */
function targetsOf({ targets }: StoredRows, { counts }: StoredSplit): DataInfo['targets'] {
  const [first, ...others] = targets.map((target, i) => ({ ...target, counts: counts[i] ?? undefined }))
  return [first!, ...others]
}
