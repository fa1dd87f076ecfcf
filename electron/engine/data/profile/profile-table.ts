/** Computes what is in a table, one column at a time, so that memory holds a few columns however many there are. */
import type { ColumnProfile, TableProfile } from '../../../../shared/data/table-profile.ts'
import { pause } from '../blocks.ts'
import type { Table } from '../table/table.ts'
import type { Progress } from '../types.ts'
import { type Determining, isNoChance } from './association.ts'
import { rowHashes } from './duplicates.ts'
import { profileColumn, sampledTarget } from './profile-column.ts'
import { sampledRows } from './sample.ts'
import { readTarget, type TargetSettings } from './target.ts'
import { texts } from './texts.ts'

export interface ProfileOptions extends TargetSettings, Partial<Progress> {
  /** Names of the targets; with none of them in the table, the last column is the target. Null: columns of labels are the only target. */
  readonly targets: readonly string[] | null
  /** Every figure from all rows, none from a sample. */
  readonly isExact?: boolean
}

/** @throws the reason of the signal, if it is aborted */
export async function profileTable(table: Table, options: ProfileOptions): Promise<TableProfile> {
  const { signal, report } = options
  const { rows, columns, title, bytes, options: facts, problems } = table.info
  const target =
    options.targets === null
      ? null
      : await readTarget(table, targetColumn(table, options.targets), options, signal)
  const sample = sampledRows(rows, options.isExact)
  const context = {
    target,
    sampledTarget: target && (await sampledTarget(target, sample, signal)),
    sample,
    hashes: rowHashes(rows, signal),
    signal,
  }
  const profiles: ColumnProfile[] = []
  const determining: (Determining | null)[] = []
  for (let column = 0; column < columns.length; column++) {
    report?.(column / columns.length, texts.computing(columns[column]!.name, column + 1, columns.length))
    await pause(signal)
    const profiled = await profileColumn(table, column, context)
    profiles.push(profiled.profile)
    determining.push(profiled.determining)
  }
  const { count: duplicates, first } = await context.hashes.findDuplicates()
  return {
    title,
    bytes,
    rows,
    sampled: sample.length < rows ? sample.length : null,
    options: facts,
    columns: profiles.map((profile, column) => withoutChance(profile, determining[column]!, duplicates)),
    classes: target?.classes ?? null,
    duplicates,
    ...(first !== null && { firstDuplicate: first }),
    problems,
  }
}

/** How many rows repeat others is known only after the last column. */
const withoutChance = (
  profile: ColumnProfile,
  determining: Determining | null,
  duplicates: number,
): ColumnProfile =>
  profile.association && determining && !isNoChance(determining, duplicates)
    ? { ...profile, association: { ...profile.association, determinesTarget: false } }
    : profile

const targetColumn = ({ info }: Table, targets: readonly string[]): number => {
  const found = info.columns.findIndex(({ name }) => name === targets[0])
  return found < 0 ? info.columns.length - 1 : found
}
