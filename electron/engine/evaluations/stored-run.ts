/** A run on disk as evaluations and predictions need it: its document, its data and its weights. */
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { COLUMN_TYPES } from '../../../shared/data/columns.ts'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import { type ColumnFits, inverseOf } from '../../../shared/data/fitted-steps.ts'
import { steps as stepFamily } from '../../../shared/data/steps/index.ts'
import type { TableReading } from '../../../shared/data/table-reading.ts'
import type { Document } from '../../../shared/document/document.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { findMember } from '../../../shared/fields/index.ts'
import type { WeightKind } from '../../../shared/ipc/contract/index.ts'
import { isFinalState } from '../../../shared/ipc/run-state.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { type PreparedData, prepareData } from '../data/index.ts'
import { type Preparation, preparationBy } from '../data/prepare-table/apply-preparation.ts'
import type { PrepareOptions } from '../data/types.ts'
import { BEST, LAST } from '../run-folder/run-files.ts'
import { PREPARATION, READING } from '../runs/keep-preparation.ts'
import { hasEarlierFingerprint } from '../runs/old-records.ts'
import { readRecord } from '../runs/read-run.ts'
import type { RunRecord } from '../runs/record-schema.ts'
import { earlierFingerprint } from '../runs/texts.ts'
import * as texts from './texts.ts'

export interface StoredRun {
  readonly folder: string
  readonly record: RunRecord
  readonly document: Document
  /** The document as text. */
  readonly text: string
}

/** @throws ProblemError if there is no run, or one that this version cannot read */
export function openStoredRun(folder: string): StoredRun {
  const record = readRecord(folder)
  const text = JSON.stringify(record.document)
  try {
    return { folder, record, text, document: parseDocument(text) }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    throw new ProblemError(error.problems.map(({ message }) => texts.badDocument(message)))
  }
}

export const weightsPath = (folder: string, kind: WeightKind): string =>
  join(folder, kind === 'best' ? BEST : LAST)

/** Whether the run still trains, so that its weights are those so far. */
export const isTraining = ({ record }: StoredRun): boolean => !isFinalState(record.state)

/** Where the data of the run are, and what their reading needs. */
export const dataOptions = ({ record: { data } }: Pick<StoredRun, 'record'>, cache: string) => ({
  folder: data.folder ?? null,
  override: data.path,
  cache,
})

/** The data of the run.
 *  @throws ProblemError if they are missing, or other ones, with what is different; the reason of the signal, if it is aborted */
export async function dataOfRun(
  run: StoredRun,
  cache: string,
  options: Pick<PrepareOptions, 'contents' | 'signal'> = {},
): Promise<PreparedData> {
  const { record, document } = run
  const prepared = await prepareData(document.data!, { ...dataOptions(run, cache), ...options })
  const { info } = prepared
  if (info.fingerprint === record.data.fingerprint) return prepared
  const differences = differencesOf(record.data, info)
  throw new ProblemError([
    differences.length === 0 && hasEarlierFingerprint(record)
      ? earlierFingerprint(info.title, record.name)
      : texts.dataChanged(info.title, differences),
  ])
}

/** What is different, as far as the record tells. */
export function differencesOf(then: RunRecord['data'], now: DataInfo): Text[] {
  const names = (targets: readonly { readonly name: string }[]) => targets.map(({ name }) => name)
  const differences: Text[] = (['train', 'validation', 'test'] as const).flatMap((part) =>
    now.rows[part] === then.rows[part] ? [] : [texts.rowsDiffer(part, now.rows[part], then.rows[part])],
  )
  if (String(then.shape) !== String(now.shape)) differences.push(texts.shapeDiffers(now.shape, then.shape))
  if (JSON.stringify(names(now.targets)) !== JSON.stringify(names(then.targets)))
    return [...differences, texts.targetsDiffer(names(now.targets), names(then.targets))]
  for (const [i, { name, classes }] of now.targets.entries()) {
    const before = then.targets[i]!.classes
    if (JSON.stringify(classes) === JSON.stringify(before)) continue
    const added = classes.filter((each) => !before.includes(each))
    const gone = before.filter((each) => !classes.includes(each))
    differences.push(texts.classesDiffer(name, added.slice(0, 5), gone.slice(0, 5)))
  }
  return differences
}

const config = z.looseObject({ type: z.string().max(100) })
const preparationSchema = z
  .array(
    z.looseObject({
      column: z.string().max(4096),
      steps: z.array(config).max(64),
      fits: z.array(z.array(z.json())).max(64),
    }),
  )
  .max(20_000)

const word = z.string().max(100_000)
const readingSchema = z.looseObject({
  options: z.record(z.string(), z.json()),
  columns: z
    .array(
      z.looseObject({
        name: z.string().max(4096),
        type: z.enum(COLUMN_TYPES),
        unit: word.nullable(),
        markers: z.array(word),
        words: z.looseObject({ false: z.array(word), true: z.array(word) }).nullable(),
        dateFormat: word.nullable(),
      }),
    )
    .max(100_000),
})

/** Bytes: the categories of thousands of columns. */
const MAX_BYTES = 256 * 2 ** 20

/** @returns null if there is no such file @throws Error in words if it is another one */
function readChecked<T>(path: string, schema: z.ZodType<T>): T | null {
  const file = lstatSync(path, { throwIfNoEntry: false })
  if (!file) return null
  if (!file.isFile()) throw new Error('it is not a regular file')
  if (file.size > MAX_BYTES) throw new Error(`it has ${file.size} bytes, at most ${MAX_BYTES} are read`)
  const { data, error } = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (data !== undefined) return data
  throw new Error(`${error!.issues[0]!.path.join('.')}: ${error!.issues[0]!.message}`)
}

type Place = Pick<StoredRun, 'folder' | 'record'>

function inWords<T>({ folder, record }: Place, name: string, read: (path: string) => T): T {
  const path = join(folder, name)
  try {
    return read(path)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError([texts.badPreparation(path, (error as Error).message, record.name)])
  }
}

/** What the steps of a table have learned in this run; empty for other data.
 *  @throws ProblemError if the file is not one of this version */
export const preparationOf = (run: Place): readonly ColumnFits[] =>
  inWords(run, PREPARATION, (path) => {
    const columns = readChecked(path, preparationSchema) ?? []
    for (const own of columns) {
      const { column, steps, fits } = own
      for (const [i, { type }] of steps.entries()) {
        if (!findMember(stepFamily, type)) throw new Error(`${column}: there is no step ${type}`)
        if (!fits[i]) throw new Error(`${column}: ${type} has no fit`)
      }
      tryInverse(own as unknown as ColumnFits)
    }
    return columns as unknown as readonly ColumnFits[]
  })

/** @throws Error in words if what the steps have learned does not undo them */
function tryInverse(fits: ColumnFits): void {
  try {
    inverseOf(fits)?.(Float64Array.of(0))
  } catch (error) {
    throw new Error(`${fits.column}: its fits do not belong to its steps`, { cause: error })
  }
}

/** How a run prepares its columns; it is tried without rows, as the file may be damaged.
 *  @param fits of the features @throws ProblemError if what the steps have learned cannot be applied */
export const preparationOfFeatures = (run: Place, fits: readonly ColumnFits[]): Preparation =>
  inWords(run, PREPARATION, () => preparationBy(fits, readingOfRun(run)))

/** How the table of the run was read; null in runs of earlier versions. @throws ProblemError if the file is not one of this version */
export const readingOfRun = (run: Place): TableReading | null =>
  inWords(run, READING, (path) => readChecked(path, readingSchema) as TableReading | null)
