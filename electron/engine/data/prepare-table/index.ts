/** Prepares a table for training: roles, split, steps fitted on the training rows. The result is stored next to the table in the cache. */
import { join } from 'node:path'
import { type ColumnSettings, columnFields, settingsOf } from '../../../../shared/data/columns.ts'
import type { DataInfo } from '../../../../shared/data/data-info.ts'
import { type DataReference, splitColumn } from '../../../../shared/data/data-reference.ts'
import { excludedRows, type RowMark, relabelledRows, withoutRows } from '../../../../shared/data/marks.ts'
import { readProps } from '../../../../shared/fields/index.ts'
import { type ProblemData, ProblemError, problem } from '../../../../shared/problem.ts'
import { createAtomically } from '../atomic-folder.ts'
import { pause, paused } from '../blocks.ts'
import { digest, exists } from '../cache-files.ts'
import { damaged } from '../checked-file.ts'
import { MAX_BYTES } from '../limits.ts'
import { tableFingerprints } from '../marks/fingerprint.ts'
import { type ResolvedMarks, resolveMarks, withLabels } from '../marks/resolve.ts'
import { texts as markTexts } from '../marks/texts.ts'
import { problemError } from '../problem-error.ts'
import { foldKey } from '../store-split.ts'
import type { Table } from '../table/table.ts'
import { texts as sharedTexts } from '../texts.ts'
import type { Progress } from '../types.ts'
import { chooseColumns, type TableSource } from './choose-columns.ts'
import { drawSplit, unplacedRows } from './draw-split.ts'
import { type FeatureOptions, fitFeatures } from './features.ts'
import { withLines } from './fit-column.ts'
import {
  areSameFits,
  earlierFeatures,
  type KeptFeatures,
  type PreparedName,
  preparedName,
  rememberFeatures,
  takeFeatures,
} from './kept-features.ts'
import { type KeptTargets, keptTargets } from './kept-targets.ts'
import { listedLabels, withRightCells } from './label-targets.ts'
import { FEATURES, ROWS, type StoredInfo, storedTable } from './stored-table.ts'
import type { TableTarget } from './table-target.ts'
import { prepareTarget } from './targets.ts'
import { texts } from './texts.ts'
import { type WrittenFeatures, writeFeatures } from './write-features.ts'
import { type PreparedRows, writePrepared } from './write-prepared.ts'

/** Part of every key, so that a change of the stored format invalidates old folders. */
const FORMAT = 7

export interface PreparedTable {
  readonly info: DataInfo
  readonly folder: string
  /** File with the rows of the table that have a target; null: all have one. */
  readonly keptRows: string | null
  readonly isNew: boolean
}

/** @param folder of the table in the cache
 *  @throws ProblemError naming the column, what was expected and what to do */
export async function prepareTable(
  table: Table,
  folder: string,
  reference: DataReference,
  { contents, ...progress }: Progress & { readonly contents: boolean },
): Promise<PreparedTable> {
  const settings = readSettings(reference.columns ?? [])
  const { path: _, ...source } = reference.source as unknown as TableSource
  const { method, validation, test, seed, stratify, column = null } = reference.split
  const splitKey = { method, validation, test, seed, stratify, column, folds: foldKey(reference.split) }
  const marks = reference.marks ?? []
  const name: PreparedName = {
    settings: digest([FORMAT, { ...source }, settings, splitKey]),
    excluded: excludedRows(marks),
    // The fingerprints of excluded rows are checked, too.
    labels: marks,
  }
  const preparedFolder = join(folder, preparedName(name))
  const existing = await storedTable(preparedFolder, contents)
  if (existing) return { ...toPrepared(existing, preparedFolder), isNew: false }
  if (await exists(preparedFolder)) progress.report(0, sharedTexts.recreating)
  await createAtomically(
    preparedFolder,
    async (path) => (await storedTable(path, contents)) !== null,
    ({ folder: temporary }, joined) =>
      prepareInto(temporary, table, reference, settings, {
        ...joined,
        earlier: (count) => earlierFeatures(folder, name, contents, count),
      }),
    progress,
  )
  const stored = await storedTable(preparedFolder)
  // The cache was cleared meanwhile.
  if (!stored) throw damaged(preparedFolder)
  return { ...toPrepared(stored, preparedFolder), isNew: true }
}

const toPrepared = (
  { count: _, hasKeptRows, ...info }: StoredInfo,
  folder: string,
): Omit<PreparedTable, 'isNew'> => ({ info, folder, keptRows: hasKeptRows ? join(folder, ROWS) : null })

/** @throws ProblemError with every setting that its field refuses */
function readSettings(columns: readonly ColumnSettings[]): ColumnSettings[] {
  const problems: ProblemData[] = []
  const read = columns.map((column) => {
    const { props, problems: found } = readProps(columnFields, column)
    for (const { field, at, expected, received } of found)
      problems.push(
        problem(
          'data_column',
          texts.settings(column.name, [field, at].filter(Boolean).join('.'), expected, received),
          { field: `columns.${column.name}.${field}` },
        ),
      )
    return props
  })
  if (problems.length > 0) throw new ProblemError(problems.slice(0, 20))
  return read
}

async function prepareInto(
  folder: string,
  table: Table,
  { source, split: settingsOfSplit, marks = [] }: DataReference,
  settings: readonly ColumnSettings[],
  { earlier, ...progress }: EarlierProgress,
): Promise<void> {
  const { report, signal } = progress
  const props = source as unknown as TableSource
  const columns = chooseColumns(
    props,
    table.info.columns.map(({ name }) => name),
    splitColumn(settingsOfSplit),
  )
  const excluded = new Set(excludedRows(marks))
  const unplaced = await unplacedRows(table, settingsOfSplit, excluded)
  const kept = await keptTargets(table, columns, settings, props, excluded, unplaced, signal)
  report(0, sharedTexts.splitting)
  await pause(signal)
  const drawn = await drawSplit(kept, table, settingsOfSplit, excluded, signal)
  const marked = await marksOf(table, kept, settings, marks)
  const { train } = await paused(withoutRows(drawn.split, marked.isExcluded), signal)
  if (train.length === 0) throw problemError('data_marks', markTexts.noTrainingRows, 'marks')
  const targets = await withLines(table, kept.rows, () =>
    kept.targets.map((target, i) => {
      const own = settingsOf(settings, target.info.name)
      return prepareTarget(corrected(target, own, marked.labels[i]!), own, train, marked.isExcluded)
    }),
  )
  checkSize(table, kept, columns.features.length)
  const { features, written } = await featuresInto(
    folder,
    table,
    {
      indices: columns.features,
      settings,
      isStandardized: props.standardize,
      rows: kept.rows,
      train,
      isExcluded: marked.isExcluded,
      excluded,
    },
    { ...progress, earlier, kept, isTrainAsDrawn: train.length === drawn.split.train.length },
  )
  const isLeftOut = (row: number) =>
    (marked.isExcluded?.(row) ?? false) || (written.isDropped?.(row) ?? false)
  for (const { target } of targets) await refuseTooLarge(target, table, kept.rows, isLeftOut)
  const rows: PreparedRows = { columns, kept, drawn, marked, targets, features, written }
  await writePrepared(folder, table, rows, signal)
}

interface EarlierProgress extends Progress {
  /** @param count of the rows that are stored */
  readonly earlier: (count: number) => ReturnType<typeof earlierFeatures>
}
interface FeaturesProgress extends EarlierProgress {
  readonly kept: KeptTargets
  /** No training row is excluded. */
  readonly isTrainAsDrawn: boolean
}

/** Writes the features, or takes them from an earlier preparation in which they are the same. */
async function featuresInto(
  folder: string,
  table: Table,
  options: FeatureOptions,
  { earlier, kept, isTrainAsDrawn, ...progress }: FeaturesProgress,
): Promise<KeptFeatures> {
  const { allRows, sameRows } = earlier(options.rows?.length ?? table.info.rows)
  const same = await sameRows()
  if (same) return take(same)
  const all = await allRows()
  if (all && isTrainAsDrawn) return take(all)
  const features = await fitFeatures(table, options, progress)
  if (all && areSameFits(features, all.kept.features)) return take(all)
  checkSize(
    table,
    kept,
    features.reduce((sum, feature) => sum + feature.columns.length, 0),
  )
  const path = join(folder, FEATURES)
  const written = await writeFeatures(path, table, features, options.rows, options.isExcluded, progress)
  await refuseInvalid(written, table, options.rows)
  await rememberFeatures(folder, features, written)
  return { features, written }

  async function take(from: { readonly path: string; readonly kept: KeptFeatures }): Promise<KeptFeatures> {
    await takeFeatures(from.path, folder)
    await rememberFeatures(folder, from.kept.features, from.kept.written)
    return from.kept
  }
}

/** @throws ProblemError if the rows are too large */
function checkSize({ info: { title, rows } }: Table, kept: KeptTargets, width: number): void {
  const count = kept.rows?.length ?? rows
  if (count * width * 4 > MAX_BYTES)
    throw problemError('csv_rows', sharedTexts.csvRows(title, count, MAX_BYTES), 'path')
}

/** A target with its right labels, before its steps. */
const corrected = (
  target: TableTarget,
  { steps }: ColumnSettings,
  labels: ResolvedMarks['labels'][number],
): TableTarget =>
  labels.size === 0
    ? target
    : target.categories
      ? withRightCells(target, steps, labels)
      : { ...target, values: withLabels(target.values, labels, target.info.classes) }

/** The marks by prepared rows. @throws ProblemError for rows that are not those that were marked */
async function marksOf(
  table: Table,
  { targets, rows }: KeptTargets,
  settings: readonly ColumnSettings[],
  marks: readonly RowMark[],
): Promise<ResolvedMarks> {
  const positions = rows && marks.length > 0 ? new Map(Array.from(rows, (row, i) => [row, i])) : null
  return resolveMarks(marks, {
    fingerprints: await tableFingerprints(
      table,
      marks.map(({ row }) => row),
    ),
    targets: targets.map((target) => {
      const { info, isDate } = target
      const isMarked = relabelledRows(marks, info.name).length > 0
      const classes = isMarked ? listedLabels(target, settingsOf(settings, info.name).steps) : info.classes
      return { ...info, classes, isDate }
    }),
    positionOf: (row) => (positions ? (positions.get(row) ?? -1) : row),
  })
}

/** @throws ProblemError for a target with a number beyond 32 bits, whose loss would be infinite */
async function refuseTooLarge(
  { info: { name }, values }: TableTarget,
  table: Table,
  rows: Int32Array | null,
  isLeftOut: (row: number) => boolean,
): Promise<void> {
  if (!(values instanceof Float64Array)) return
  const row = values.findIndex((x, r) => !Number.isFinite(Math.fround(x)) && !isLeftOut(r))
  if (row < 0) return
  const tableRow = rows ? rows[row]! : row
  const index = table.info.columns.findIndex((column) => column.name === name)
  const [cell] = await table.texts(index, tableRow, tableRow + 1)
  const message = texts.targetTooLarge(name, cell ?? String(values[row]), await table.lineOf(tableRow))
  throw problemError('csv_target_text', message, 'target')
}

/** @throws ProblemError for cells that are missing or beyond 32 bits */
async function refuseInvalid(
  { invalid }: WrittenFeatures,
  table: Table,
  rows: Int32Array | null,
): Promise<void> {
  const problems: ProblemData[] = []
  for (const { column, row, value, missing } of invalid) {
    const tableRow = rows ? rows[row]! : row
    const line = await table.lineOf(tableRow)
    if (Number.isNaN(value)) {
      problems.push(problem('csv_missing', texts.missing(column, missing, line), { field: 'features' }))
      continue
    }
    const index = table.info.columns.findIndex(({ name }) => name === column)
    const [cell] = await table.texts(index, tableRow, tableRow + 1)
    problems.push(
      problem('csv_text', texts.tooLarge(column, cell ?? String(value), line), { field: 'features' }),
    )
  }
  if (problems.length > 0) throw new ProblemError(problems)
}
