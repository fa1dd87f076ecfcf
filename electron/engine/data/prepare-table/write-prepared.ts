/** Writes what belongs to the prepared rows into a folder of the cache: split, targets, description. */
import { join } from 'node:path'
import { totalWidth } from '../../../../shared/data/column-info.ts'
import type { TargetInfo } from '../../../../shared/data/data-info.ts'
import { withoutRows } from '../../../../shared/data/marks.ts'
import { type ClassCounts, countingParts, type Split } from '../../../../shared/data/parts.ts'
import { standardize } from '../../../../shared/data/steps/standardize.ts'
import type { Text } from '../../../../shared/text.ts'
import { paused } from '../blocks.ts'
import { writeJson } from '../cache-files.ts'
import type { ResolvedMarks } from '../marks/resolve.ts'
import { concatenate, labelCounts, sizesOf } from '../split-parts.ts'
import { fingerprintOf } from '../store-split.ts'
import { readingOf } from '../table/reading.ts'
import type { Table } from '../table/table.ts'
import { texts as sharedTexts } from '../texts.ts'
import { writeArray, writeArrays } from '../write-rows.ts'
import type { Columns } from './choose-columns.ts'
import type { WrittenFeature } from './kept-features.ts'
import type { KeptTargets } from './kept-targets.ts'
import { losesDetail, rangeLosesDetail } from './precision.ts'
import { FEATURES, FITS, INFO, ROWS, type StoredInfo } from './stored-table.ts'
import { codesOf, type TableTarget } from './table-target.ts'
import type { prepareTarget } from './targets.ts'
import { texts } from './texts.ts'
import type { WrittenFeatures } from './write-features.ts'

export interface PreparedRows {
  readonly columns: Columns
  readonly kept: KeptTargets
  readonly drawn: DrawnSplit
  readonly marked: ResolvedMarks
  readonly targets: readonly ReturnType<typeof prepareTarget>[]
  readonly features: readonly WrittenFeature[]
  readonly written: WrittenFeatures
}

export interface DrawnSplit {
  readonly split: Split
  /** Rows of each class in each part as they were drawn; null for a number. */
  readonly counts: readonly (ClassCounts | null)[]
  readonly notes: readonly Text[]
}

export async function writePrepared(
  folder: string,
  table: Table,
  rows: PreparedRows,
  signal: AbortSignal,
): Promise<void> {
  const { columns, kept, drawn, marked, targets, features, written } = rows
  const count = kept.rows?.length ?? table.info.rows
  const unmarked = await paused(withoutRows(drawn.split, marked.isExcluded), signal)
  const split = await paused(withoutRows(unmarked, written.isDropped), signal)
  const order = concatenate(split)
  await writeArray(join(folder, 'order'), order)
  await writeArrays(join(folder, 'targets'), [
    ...targets.map(({ target }) => codesOf(target) ?? new Float32Array(target.values)),
    ...(kept.weights ? [new Float32Array(kept.weights)] : []),
  ])
  const infos: TargetInfo[] = []
  for (const { target } of targets)
    infos.push({ ...target.info, ...(await statisticsOf(target, split, signal)) })
  const [first, ...others] = infos
  const stored = features.flatMap((feature) => feature.columns)
  const described = {
    title: table.info.title,
    shape: [totalWidth(stored)],
    dtype: 'float32' as const,
    columns: stored,
    targets: [first!, ...others] as const,
    weights: columns.weights === null ? null : table.info.columns[columns.weights]!.name,
  }
  const dropped = lengthOf(unmarked) - order.length
  const isChanged = dropped > 0 || marked.counts !== null
  const info: StoredInfo = {
    ...described,
    count,
    hasKeptRows: kept.rows !== null,
    fingerprint: await fingerprintOf(
      { features: join(folder, FEATURES), targets: join(folder, 'targets') },
      described,
      split,
      order,
      signal,
    ),
    rows: sizesOf(split),
    preparation: { offset: [0], scale: [1] },
    ...(isChanged && { drawn: { rows: sizesOf(drawn.split), counts: drawn.counts } }),
    ...(marked.counts && { marked: marked.counts }),
    table: readingOf(table.info),
    notes: notesOf(table, rows, dropped),
  }
  await writeJson(join(folder, FITS), [
    ...targets.flatMap(({ fits }) => fits ?? []),
    ...features.map(({ fits }) => fits),
  ])
  if (kept.rows) await writeArray(join(folder, ROWS), kept.rows)
  await writeJson(join(folder, INFO), info)
}

/** What a network may know about a target: the rows of its classes or labels, or the size of its numbers in the training rows. */
async function statisticsOf(
  target: TableTarget,
  split: Split,
  signal: AbortSignal,
): Promise<Pick<TargetInfo, 'counts' | 'scaling'>> {
  const { kind, classes } = target.info
  if (kind === 'labels') return { counts: labelCounts(target.values as Float32Array, split, classes.length) }
  const codes = codesOf(target)
  if (codes) return { counts: await paused(countingParts(codes, split, classes.length), signal) }
  const values = new Float64Array(split.train.length)
  // A loop, as a callback for each row takes several times as long.
  for (let i = 0; i < values.length; i++) values[i] = target.values[split.train[i]!]!
  return { scaling: standardize.fit({ kind: 'number', values }, {}) }
}

const lengthOf = ({ train, validation, test }: Split): number =>
  train.length + validation.length + test.length

/** @param dropped number of rows that steps leave out */
const notesOf = (
  table: Table,
  { kept, drawn, marked, targets, features, written }: PreparedRows,
  dropped: number,
): Text[] => [
  ...table.info.problems.map(({ message }) => message),
  ...kept.notes,
  ...targets.flatMap(({ target: { info } }) =>
    info.kind === 'classes' && info.classes.length === 1 ? [sharedTexts.noteOneClass(info.classes[0]!)] : [],
  ),
  ...targets.flatMap(({ target: { info, values } }) =>
    values instanceof Float64Array && losesDetail(values) ? [sharedTexts.notePrecision(info.name)] : [],
  ),
  ...targets.flatMap(({ target: { info }, fits }) =>
    fits && info.kind === 'number' ? [texts.targetUnit(info.name, fits.steps)] : [],
  ),
  ...drawn.notes,
  ...marked.notes,
  ...(dropped > 0
    ? [
        texts.rowsDropped(
          dropped,
          features.flatMap(({ drops, fits }) => (drops ? [fits.column] : [])),
        ),
      ]
    : []),
  ...precisionNotes(features, written.ranges),
]

/** A note for each column that is stored as it is and loses detail. */
function precisionNotes(features: readonly WrittenFeature[], ranges: WrittenFeatures['ranges']): Text[] {
  let at = 0
  return features.flatMap(({ isPrepared, columns, fits }) => {
    const own = ranges.slice(at, at + columns.length)
    at += columns.length
    return !isPrepared && own.some(rangeLosesDetail) ? [sharedTexts.notePrecision(fits.column)] : []
  })
}
