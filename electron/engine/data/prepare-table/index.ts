/** Prepares a table for training: roles, split, steps fitted on the training rows. The result is stored next to the table in the cache. */
import { join } from 'node:path'
import { type ColumnSettings, columnFields, settingsOf } from '../../../../shared/data/columns.ts'
import { type DataInfo, stratifiedTarget } from '../../../../shared/data/data-info.ts'
import type { DataReference } from '../../../../shared/data/data-reference.ts'
import type { Split } from '../../../../shared/data/parts.ts'
import { splitRows } from '../../../../shared/data/split.ts'
import { readProps } from '../../../../shared/fields/index.ts'
import { type ProblemData, ProblemError, problem } from '../../../../shared/problem.ts'
import { createAtomically } from '../atomic-folder.ts'
import { digest, exists, writeJson } from '../cache-files.ts'
import { damaged } from '../checked-file.ts'
import { MAX_BYTES } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { concatenate, countsOf, partSizes, refusalNotes } from '../split-parts.ts'
import { fingerprintOf } from '../store-split.ts'
import { readingOf } from '../table/reading.ts'
import type { Table } from '../table/table.ts'
import { texts as sharedTexts } from '../texts.ts'
import type { Report } from '../types.ts'
import { writeArray, writeArrays } from '../write-rows.ts'
import { type Columns, chooseColumns, type TableSource } from './choose-columns.ts'
import { type Features, invalidCells, readFeatures } from './features.ts'
import { INFO, storedTable } from './stored-table.ts'
import { prepareTarget, readTarget, readWeights, type TableTarget } from './targets.ts'
import { texts } from './texts.ts'
import { writeRows } from './write-features.ts'

/** Part of every key, so that a change of the stored format invalidates old folders. */
const FORMAT = 1
/** What the steps have learned from the training rows. */
const FITS = 'fits.json'

export interface PreparedTable {
  readonly info: DataInfo
  readonly folder: string
  readonly isNew: boolean
}

/** @param folder of the table in the cache
 *  @throws ProblemError naming the column, what was expected and what to do */
export async function prepareTable(
  table: Table,
  folder: string,
  reference: DataReference,
  { report, contents }: { readonly report: Report; readonly contents: boolean },
): Promise<PreparedTable> {
  const settings = readSettings(reference.columns ?? [])
  const { path: _, ...source } = reference.source as unknown as TableSource
  const { method, validation, test, seed, stratify } = reference.split
  const key = digest([FORMAT, { ...source }, settings, { method, validation, test, seed, stratify }])
  const preparedFolder = join(folder, `prepared-${key}`)
  const existing = await storedTable(preparedFolder, contents)
  if (existing) return { info: infoOf(existing), folder: preparedFolder, isNew: false }
  if (await exists(preparedFolder)) report(0, sharedTexts.recreating)
  await createAtomically(
    preparedFolder,
    async (path) => (await storedTable(path, contents)) !== null,
    ({ folder: temporary }) => prepareInto(temporary, table, reference, settings, report),
  )
  const stored = await storedTable(preparedFolder)
  // The cache was cleared meanwhile.
  if (!stored) throw damaged(preparedFolder)
  return { info: infoOf(stored), folder: preparedFolder, isNew: true }
}

const infoOf = ({ count: _, ...info }: DataInfo & { readonly count: number }): DataInfo => info

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
  { source, split: splitSettings }: DataReference,
  settings: readonly ColumnSettings[],
  report: Report,
): Promise<void> {
  const props = source as unknown as TableSource
  const names = table.info.columns.map(({ name }) => name)
  const columns = chooseColumns(props, names)
  const { targets: readTargets, weights, rows, notes } = await keptTargets(table, columns, settings, props)
  const count = rows?.length ?? table.info.rows
  const stratified = stratifiedTarget(
    readTargets.map(({ info }) => info),
    splitSettings,
  )
  const codes = readTargets.map(({ values }) => (values instanceof Int32Array ? values : null))
  const sizes = partSizes(splitSettings, count)
  report(0.45, sharedTexts.splitting)
  const drawn = splitRows(splitSettings, codes[stratified] ?? null, count, sizes)
  const preparedTargets = readTargets.map((target) =>
    prepareTarget(target, settingsOf(settings, target.info.name), drawn.train),
  )
  const targets = preparedTargets.map(({ target }) => target)
  const infos = targets.map(({ info }) => info)
  const features = await readFeatures(
    table,
    {
      indices: columns.features,
      settings,
      isStandardized: props.standardize,
      rows,
      train: drawn.train,
    },
    report,
  )
  if (count * features.columns.length * 4 > MAX_BYTES)
    throw problemError('csv_rows', sharedTexts.csvRows(table.info.title, count, MAX_BYTES), 'path')
  const dropped = features.dropped ?? (() => false)
  await refuseInvalid(features, dropped, table, rows)
  const split = withoutRows(drawn, features.dropped)
  const left = drawn.train.length + sizes.validation + sizes.test
  const droppedCount = left - split.train.length - split.validation.length - split.test.length
  const order = concatenate(split)
  await writeArray(join(folder, 'order'), order)
  await writeArrays(join(folder, 'targets'), [
    ...targets.map(({ values }) => (values instanceof Int32Array ? values : Float32Array.from(values))),
    ...(weights ? [Float32Array.from(weights)] : []),
  ])
  await writeRows(join(folder, 'features'), features.values, count)
  const counts = codes.map((each, i) => each && countsOf(each, drawn, infos[i]!.classes.length))
  const partCounts = codes.map((each, i) => each && countsOf(each, split, infos[i]!.classes.length))
  const [first, ...others] = infos.map((info, i) => ({ ...info, counts: partCounts[i] ?? undefined }))
  const described = {
    title: table.info.title,
    shape: [features.columns.reduce((sum, { code }) => sum + (code?.kind === 'one-hot' ? code.size : 1), 0)],
    dtype: 'float32' as const,
    columns: features.columns,
    targets: [first!, ...others] as const,
    weights: columns.weights === null ? null : names[columns.weights]!,
  }
  const info: DataInfo & { readonly count: number } = {
    ...described,
    count,
    fingerprint: await fingerprintOf(folder, described, split, order),
    rows: { train: split.train.length, validation: split.validation.length, test: split.test.length },
    preparation: { offset: [0], scale: [1] },
    table: readingOf(table.info),
    notes: [
      ...table.info.problems.map(({ message }) => message),
      ...notes,
      ...infos.flatMap(({ kind, classes }) =>
        kind === 'classes' && classes.length === 1 ? [sharedTexts.noteOneClass(classes[0]!)] : [],
      ),
      ...refusalNotes(splitSettings, infos, stratified, counts),
      ...(droppedCount > 0 ? [texts.rowsDropped(droppedCount, features.droppingColumns)] : []),
      ...features.notes,
    ],
  }
  await writeJson(join(folder, FITS), [
    ...preparedTargets.flatMap(({ fits }) => fits ?? []),
    ...features.fits,
  ])
  await writeJson(join(folder, INFO), info)
}

/** Targets and weights of the rows that have a value in every target; the others leave before the split. */
async function keptTargets(
  table: Table,
  columns: Columns,
  settings: readonly ColumnSettings[],
  source: TableSource,
) {
  const names = table.info.columns.map(({ name }) => name)
  const targets: TableTarget[] = []
  for (const column of columns.targets)
    targets.push(await readTarget(table, column, settingsOf(settings, names[column]!), source.task))
  const weights =
    columns.weights === null
      ? null
      : await readWeights(table, columns.weights, settingsOf(settings, names[columns.weights]!))
  const isMissing = (row: number) =>
    targets.some(({ values }) =>
      values instanceof Int32Array ? values[row]! < 0 : Number.isNaN(values[row]!),
    )
  const rows = new Int32Array(table.info.rows)
  let count = 0
  for (let row = 0; row < rows.length; row++) if (!isMissing(row)) rows[count++] = row
  if (count === rows.length) return { targets, weights, rows: null, notes: [] }
  const kept = rows.slice(0, count)
  const [incomplete] = [columns.targets.filter((column) => table.info.columns[column]!.missing > 0)]
  if (count === 0) throw problemError('data_no_target', texts.noTarget(names[columns.targets[0]!]!), 'target')
  return {
    targets: targets.map(({ info, values }): TableTarget => {
      return {
        info,
        values:
          values instanceof Int32Array
            ? kept.map((row) => values[row]!)
            : Float64Array.from(kept, (row) => values[row]!),
      }
    }),
    weights: weights && Float64Array.from(kept, (row) => weights[row]!),
    rows: kept,
    notes: [
      texts.targetRowsDropped(
        rows.length - count,
        incomplete.map((column) => names[column]!),
      ),
    ],
  }
}

/** @throws ProblemError for cells that are missing or beyond 32 bits */
async function refuseInvalid(
  features: Features,
  dropped: (row: number) => boolean,
  table: Table,
  rows: Int32Array | null,
): Promise<void> {
  const problems: ProblemData[] = []
  for (const { column, row, value, missing } of invalidCells(features, dropped)) {
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

const withoutRows = (split: Split, dropped: Features['dropped']): Split => {
  if (!dropped) return split
  const keep = (rows: Int32Array) => rows.filter((row) => !dropped(row))
  return { train: keep(split.train), validation: keep(split.validation), test: keep(split.test) }
}
