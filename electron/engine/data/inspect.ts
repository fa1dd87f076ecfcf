/** What is in a table, for the window and `data inspect`. */
import { dirname, join } from 'node:path'
import { settingsOf } from '../../../shared/data/columns.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { labelNames } from '../../../shared/data/roles.ts'
import { dataSources } from '../../../shared/data/sources/index.ts'
import type { DataSourceDefinition } from '../../../shared/data/sources/source.ts'
import { listsLabels } from '../../../shared/data/steps/multi-label.ts'
import type { ColumnFill, TableProfile, TableRow } from '../../../shared/data/table-profile.ts'
import { findMember, toNames } from '../../../shared/fields/index.ts'
import { createAtomically } from './atomic-folder.ts'
import { digest, writeJson } from './cache-files.ts'
import { damaged, isDamaged, readChecked } from './checked-file.ts'
import { findFile } from './find-file.ts'
import { columnFills, preparedCells } from './prepared-cells.ts'
import { problemError } from './problem-error.ts'
import { pictureProblems } from './profile/pictures.ts'
import { type ProfileOptions, profileTable } from './profile/profile-table.ts'
import { texts } from './profile/texts.ts'
import { progressOf } from './progress.ts'
import { placesOf, preparedOrNull } from './row-parts.ts'
import { openTable } from './table/read-table.ts'
import type { Table } from './table/table.ts'
import type { PrepareOptions } from './types.ts'

/** Part of every key, so that a change of the statistics invalidates old ones. */
const FORMAT = 4

export interface InspectOptions extends PrepareOptions {
  /** Every figure from all rows. Once they are known, they are the answer without asking for them, too. */
  readonly isExact?: boolean
}

/** Statistics of the table, or those of an earlier call in the table's folder of the cache.
 *  @throws ProblemError naming the file, what was expected and what was found; the reason of the signal, if it is aborted */
export const inspectTable = (reference: DataReference, options: InspectOptions): Promise<TableProfile> =>
  withTable(reference, options, async (table, folder) => {
    const settings = profileSettings(reference)
    // A text such as “none” is a class in every target, and missing elsewhere.
    const key = [FORMAT, settings, targetsOf(reference)]
    const exact = join(folder, `profile-${digest([...key, 'exact'])}`)
    const profile =
      (await storedProfile(exact)) ??
      (options.isExact
        ? await profileIn(exact, table, { ...settings, isExact: true }, options)
        : await profileIn(join(folder, `profile-${digest(key)}`), table, settings, options))
    // Other than the table, these files change without another time of the table's file.
    const { path } = await findFile(options.override ?? String(reference.source.path), options.folder, 'path')
    const pictures = await pictureProblems(table, profile, dirname(path), options.signal)
    return { ...profile, problems: [...profile.problems, ...pictures] }
  })

/** The statistics in a folder of the cache, which is made if there is none. */
async function profileIn(
  place: string,
  table: Table,
  settings: ProfileOptions,
  options: PrepareOptions,
): Promise<TableProfile> {
  const known = await storedProfile(place)
  if (known) return known
  await createAtomically(
    place,
    async (at) => (await storedProfile(at)) !== null,
    async ({ folder: at }, progress) =>
      writeJson(profileFile(at), await profileTable(table, { ...settings, ...progress })),
    progressOf(options),
  )
  const profile = await storedProfile(place)
  // The cache was cleared meanwhile.
  if (!profile) throw damaged(place)
  return profile
}

interface RowRange {
  readonly from: number
  readonly count: number
  /** With the values that the steps make of the cells. */
  readonly isPrepared?: boolean
  /** Places of the columns that are wanted; absent: all. */
  readonly columns?: readonly number[] | undefined
}

/** @throws ProblemError as inspectTable */
export const tableRows = (
  reference: DataReference,
  { from, count, isPrepared = false, columns: asked }: RowRange,
  options: PrepareOptions,
): Promise<readonly TableRow[]> =>
  withTable(reference, options, async (table, folder, used) => {
    const { rows, columns } = table.info
    const to = Math.min(from + count, rows)
    if (from >= to) return []
    const cells: (string | null)[][] = []
    // The file may have fewer columns than when the window has asked.
    const wanted = (asked ?? [...columns.keys()]).map((place) => (place < columns.length ? place : null))
    for (const column of wanted)
      cells.push(column === null ? new Array(to - from).fill(null) : await table.texts(column, from, to))
    const prepared = await preparedOrNull(reference, used, folder)
    const places = prepared && placesOf(prepared)
    const values = isPrepared && prepared ? await preparedCells(prepared, from, to) : null
    return Array.from({ length: to - from }, (_, row) => ({
      cells: cells.map((column) => column[row]!),
      part: places?.partOf(from + row) ?? null,
      ...(values && { prepared: values[row]! }),
    }))
  })

/** What fills the missing cells of the columns; nothing while the table cannot be prepared. @throws ProblemError as inspectTable */
export const tableFills = (
  reference: DataReference,
  options: PrepareOptions,
): Promise<readonly ColumnFill[]> =>
  withTable(reference, options, async (_, folder, used) => {
    const prepared = await preparedOrNull(reference, used, folder)
    return prepared ? columnFills(prepared) : []
  })

/** Opens the table; a damaged one is read again. */
async function withTable<T>(
  reference: DataReference,
  options: PrepareOptions,
  use: (table: Table, folder: string, options: PrepareOptions) => Promise<T>,
): Promise<T> {
  const source: DataSourceDefinition | undefined = findMember(dataSources, reference.source.type)
  if (!source?.isTable) {
    const title = source?.title ?? { en: reference.source.type, ko: reference.source.type }
    throw problemError('data_no_table', texts.noTable(title), 'source')
  }
  const { table, folder } = await openTable(reference, options)
  try {
    return await use(table, folder, options)
  } catch (error) {
    if (options.contents || !isDamaged(error)) throw error
    return withTable(reference, { ...options, contents: true }, use)
  }
}

const targetsOf = ({ source }: DataReference): readonly string[] =>
  toNames(source.target as string | readonly string[] | null)

function profileSettings(reference: DataReference): Omit<ProfileOptions, 'signal' | 'report'> {
  const { source, columns } = reference
  const targets = targetsOf(reference)
  const own = targets.length > 0 ? settingsOf(columns, targets[0]!) : null
  const task = source.task === 'classes' || source.task === 'number' ? source.task : 'auto'
  return {
    targets: targets.length === 0 && labelNames(source).length > 0 ? null : targets.slice(0, 1),
    task: listsLabels(own?.steps) ? 'labels' : task,
    categories: own?.categories ?? null,
  }
}

const profileFile = (folder: string): string => join(folder, 'profile.json')

/** @returns null if there is none, or if it is damaged */
async function storedProfile(folder: string): Promise<TableProfile | null> {
  try {
    return JSON.parse(await readChecked(profileFile(folder))) as TableProfile
  } catch (error) {
    if (isDamaged(error)) return null
    throw error
  }
}
