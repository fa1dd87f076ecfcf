/** The feature columns of a table: their steps, fitted on the training rows. */
import type { ColumnInfo } from '../../../../shared/data/column-info.ts'
import { type ColumnSettings, settingsFinder } from '../../../../shared/data/columns.ts'
import type { ColumnFits } from '../../../../shared/data/fitted-steps.ts'
import { steps } from '../../../../shared/data/steps/index.ts'
import { standardize } from '../../../../shared/data/steps/standardize.ts'
import { takeRows, type Values } from '../../../../shared/data/steps/step.ts'
import { type Config, getMember } from '../../../../shared/fields/index.ts'
import { type ProblemData, ProblemError } from '../../../../shared/problem.ts'
import { pause } from '../blocks.ts'
import { reportsDamage } from '../checked-file.ts'
import type { Table } from '../table/table.ts'
import type { Progress } from '../types.ts'
import { type ColumnReader, noNumbers, openColumn } from './column-values.ts'
import { fitColumn, type IsExcluded, prepareColumn, withLines } from './fit-column.ts'
import { texts } from './texts.ts'
import { trainingReader } from './training-rows.ts'

export interface Feature {
  readonly fits: ColumnFits
  readonly reader: ColumnReader
  /** What is stored of it: one column for each part that its steps give. */
  readonly columns: readonly ColumnInfo[]
  readonly isPrepared: boolean
  /** A step may leave rows out. */
  readonly drops: boolean
}

export interface FeatureOptions {
  /** Columns of the table. */
  readonly indices: readonly number[]
  readonly settings: readonly ColumnSettings[]
  /** A number column without steps of its own is standardized. */
  readonly isStandardized: boolean
  /** Rows of the table that are kept; null: all. */
  readonly rows: Int32Array | null
  /** Training rows among them. */
  readonly train: Int32Array
  readonly isExcluded: IsExcluded
  /** The same as rows of the table. */
  readonly excluded: ReadonlySet<number>
}

/** The number of columns whose problems are reported. */
export const MAX_REPORTED = 5

/** Memory holds one column at a time.
 *  @throws ProblemError with the problems of the first columns that cannot become numbers */
export async function fitFeatures(
  table: Table,
  options: FeatureOptions,
  { report, signal }: Progress,
): Promise<readonly Feature[]> {
  const { indices } = options
  const settings = settingsFinder(options.settings)
  const readTraining = trainingReader(table.info.rows, options)
  const features: Feature[] = []
  const problems: ProblemData[] = []
  let failed = 0
  for (const [i, index] of indices.entries()) {
    const { name } = table.info.columns[index]!
    report(i / indices.length, texts.preparing(name, i + 1, indices.length))
    await pause(signal)
    try {
      const feature = await fitFeature(table, index, options, settings(name), readTraining)
      // After the first problem only the others are looked for.
      if (failed === 0) features.push(feature)
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problems.some(reportsDamage)) throw error
      problems.push(...error.problems)
      if (++failed === MAX_REPORTED) break
    }
  }
  if (failed > 0) throw new ProblemError(problems)
  return features
}

async function fitFeature(
  table: Table,
  index: number,
  { isStandardized, rows, train, isExcluded, excluded }: FeatureOptions,
  settings: ColumnSettings,
  readTraining: (reader: ColumnReader, blockRows: number) => Promise<Values>,
): Promise<Feature> {
  const { name, type } = table.info.columns[index]!
  const reader = await openColumn(table, index, settings, 'features', excluded)
  const chain = settings.steps ?? (isStandardized && reader.kind === 'number' ? STANDARDIZE : [])
  const { parts, fits, dropped } = await fitOrExplain()
  if (parts.some(({ values }) => values.kind === 'date' || values.kind === 'category'))
    throw await noNumbers(table, index, 'features')
  const isPrepared = chain.some((config) => !getMember(steps, config).keepsValues)
  return {
    fits: { column: name, steps: chain, fits },
    reader,
    columns: parts.map(({ suffix, values: part }) => ({
      name: name + suffix,
      type: type === 'category' || type === 'text' ? 'category' : 'number',
      ...(suffix !== '' && { source: name }),
      ...('codes' in part && part.kind !== 'category' && { code: { kind: part.kind, size: part.size } }),
      ...(isPrepared && { isPrepared }),
    })),
    isPrepared,
    drops: dropped !== null,
  }

  async function fitOrExplain() {
    const values = await readTraining(reader, table.blockRows)
    try {
      return fitColumn(name, values, chain)
    } catch (error) {
      // The message names the first value in the order of the file.
      const all = await reader.read()
      await withLines(table, rows, () =>
        prepareColumn(name, rows ? takeRows(all, rows) : all, chain, train, isExcluded),
      )
      throw error
    }
  }
}

const STANDARDIZE: readonly Config[] = [{ type: standardize.type }]
