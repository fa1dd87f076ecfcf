/** What is in one column. */
import { findLabels } from '../../../../shared/data/labels.ts'
import {
  type Association,
  type CategoryCount,
  type ColumnProfile,
  MAX_CATEGORIES,
  MAX_DISTINCT,
} from '../../../../shared/data/table-profile.ts'
import { forBlocks, pause } from '../blocks.ts'
import type { Table, TableColumn } from '../table/table.ts'
import {
  type Binned,
  binCodes,
  binNumbers,
  binTarget,
  correlationOf,
  type Determining,
  determiningOf,
  informationOf,
} from './association.ts'
import { type Coded, countsOf, encode } from './coded.ts'
import type { RowHashes } from './duplicates.ts'
import { histogramOf } from './histogram.ts'
import { isRowNumber, numberStatistics } from './number-statistics.ts'
import { sampledValues } from './sample.ts'
import { sortedInBlocks } from './sort.ts'
import type { Target } from './target.ts'

/** Number of first values shown, and rows in which they are searched. */
const EXAMPLES = 5
const EXAMPLE_ROWS = 200
/** Characters of an example. */
const MAX_EXAMPLE = 200
/** Rows of texts in memory at a time. */
const TEXT_ROWS = 20_000

/** The target in the rows of the sample. */
export interface SampledTarget {
  readonly binned: Binned
  /** Of a target that is a number. */
  readonly numbers: Float64Array | null
}

export const sampledTarget = async (
  target: Target,
  sample: Int32Array,
  signal: AbortSignal | undefined,
): Promise<SampledTarget> => ({
  binned: await binTarget(target, sample, signal),
  numbers: target.classes === null && target.numbers ? sampledValues(target.numbers, sample) : null,
})

export interface ProfileContext {
  readonly target: Target | null
  readonly sampledTarget: SampledTarget | null
  /** Row numbers, for what is computed from a sample. */
  readonly sample: Int32Array
  /** Every cell of the column is added to them. */
  readonly hashes: RowHashes
  readonly signal: AbortSignal | undefined
}

export interface ProfiledColumn {
  readonly profile: ColumnProfile
  readonly determining: Determining | null
}

export async function profileColumn(
  table: Table,
  column: number,
  context: ProfileContext,
): Promise<ProfiledColumn> {
  const info = table.info.columns[column]!
  const { type, foundType, missing, markers, badCells, unit, name } = info
  const found = await (isNumeric(info)
    ? profileNumbers(table, column, context)
    : info.categories && type !== 'text'
      ? profileCategories(table, column, info.categories, context)
      : profileTexts(table, column, context))
  return {
    profile: {
      name,
      type,
      foundType,
      missing,
      markers,
      badCells,
      unit,
      examples: await examplesOf(table, column),
      ...NOTHING,
      ...found.profile,
    },
    determining: found.determining,
  }
}

const isNumeric = ({ type }: TableColumn): boolean =>
  type === 'number' || type === 'boolean' || type === 'date'

type OwnProfile = Pick<
  ColumnProfile,
  'distinct' | 'numbers' | 'histogram' | 'categories' | 'labels' | 'isRowNumber' | 'association'
>
const NOTHING = {
  numbers: null,
  histogram: null,
  categories: [],
  labels: null,
  isRowNumber: false,
  association: null,
} satisfies Partial<OwnProfile>

interface Found {
  readonly profile: Pick<OwnProfile, 'distinct'> & Partial<OwnProfile>
  readonly determining: Determining | null
}

async function profileNumbers(table: Table, column: number, context: ProfileContext): Promise<Found> {
  const { target, sample, hashes, signal } = context
  const { type, words } = table.info.columns[column]!
  const values = await table.numbers(column)
  await hashes.addNumbers(values)
  const sampled = sampledValues(values, sample)
  await pause(signal)
  const sorted = await sortedInBlocks(sampled, signal)
  const numbers = await numberStatistics(values, sorted, signal)
  const coded = await encode(values, signal)
  const isFew = coded !== null && coded.values.length <= MAX_CATEGORIES
  const nameOf = (value: number) =>
    (type === 'boolean' ? (value === 0 ? words?.false : words?.true)?.[0] : undefined) ?? String(value)
  const named = coded && isFew && type !== 'date' ? { ...coded, values: coded.values.map(nameOf) } : null
  const binned =
    coded && isFew
      ? await binCodes(coded.codes, coded.values.length, sample, signal)
      : await binNumbers(sampled, sorted, signal)
  const goal = target && column !== target.column ? target : null
  const determining =
    goal && coded ? await determiningOf(coded.codes, coded.values.length, goal, signal) : null
  return {
    profile: {
      distinct: coded?.values.length ?? MAX_DISTINCT,
      numbers,
      histogram: numbers && type !== 'boolean' ? await histogramOf(values, numbers, target, signal) : null,
      categories: named ? await categoriesOf(named, target, signal) : [],
      isRowNumber: type === 'number' && (await isRowNumber(values, signal)),
      association: goal && (await associationOf(binned, sampled, context, determining)),
    },
    determining,
  }
}

async function profileCategories(
  table: Table,
  column: number,
  values: readonly string[],
  context: ProfileContext,
): Promise<Found> {
  const { target, sample, hashes, signal } = context
  const codes = await table.codes(column)
  await hashes.addCodes(codes)
  const counts = await countsOf(codes, values.length, signal)
  const goal = target && column !== target.column ? target : null
  const determining = goal && (await determiningOf(codes, values.length, goal, signal))
  const binned = goal && (await binCodes(codes, values.length, sample, signal))
  return {
    profile: {
      distinct: Math.min(counts.filter((count) => count > 0).length, MAX_DISTINCT),
      categories: await categoriesOf({ codes, values }, target, signal),
      labels: findLabels(
        values.flatMap((text, code) => (counts[code]! > 0 ? [{ text, count: counts[code]! }] : [])),
      ),
      association: binned && (await associationOf(binned, null, context, determining)),
    },
    determining,
  }
}

/** Texts are read in blocks, as they may be long. */
async function profileTexts(
  table: Table,
  column: number,
  { hashes, signal }: ProfileContext,
): Promise<Found> {
  const { rows } = table.info
  const counts = new Map<string, number>()
  for (let from = 0; from < rows; from += TEXT_ROWS) {
    const texts = await table.texts(column, from, Math.min(from + TEXT_ROWS, rows))
    hashes.addTexts(texts, from)
    for (const text of texts)
      if (text !== null && (counts.size < MAX_DISTINCT || counts.has(text)))
        counts.set(text, (counts.get(text) ?? 0) + 1)
    await pause(signal)
  }
  const labels = findLabels([...counts].map(([text, count]) => ({ text, count })))
  return { profile: { distinct: counts.size, labels }, determining: null }
}

/** @param numbers in the rows of the sample, of a numeric column */
async function associationOf(
  binned: Binned,
  numbers: Float64Array | null,
  { sampledTarget: target, signal }: ProfileContext,
  determining: Determining | null,
): Promise<Association | null> {
  // With so many classes, most have too few rows to say anything.
  if (!target || target.binned.size > MAX_CATEGORIES) return null
  return {
    ...(await informationOf(binned, target.binned, signal)),
    correlation: numbers && target.numbers ? await correlationOf(numbers, target.numbers, signal) : null,
    determinesTarget: determining !== null,
  }
}

/** The most frequent values, of equally frequent ones the first in the order of the codes. */
async function categoriesOf(
  { codes, values }: Coded<string>,
  target: Target | null,
  signal?: AbortSignal,
): Promise<readonly CategoryCount[]> {
  const counts = await countsOf(codes, values.length, signal)
  const frequent = [...counts.keys()]
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]!)
    .slice(0, MAX_CATEGORIES)
  const classes = target?.classes?.length ?? 0
  const placeOf = new Int32Array(values.length).fill(-1)
  frequent.forEach((code, place) => {
    placeOf[code] = place
  })
  const byClass = frequent.map(() => new Array<number>(classes).fill(0))
  if (target?.classes)
    await forBlocks(codes.length, signal, (from, to) => {
      for (let row = from; row < to; row++) {
        const [code, goal] = [codes[row]!, target.codes![row]!]
        if (code >= 0 && goal >= 0 && placeOf[code]! >= 0) byClass[placeOf[code]!]![goal]!++
      }
    })
  return frequent.map((code, place) => ({
    text: values[code]!,
    count: counts[code]!,
    ...(target?.classes && { byClass: byClass[place]! }),
  }))
}

async function examplesOf(table: Table, column: number): Promise<readonly string[]> {
  const distinct = new Set<string>()
  // The first rows are enough most often.
  for (let from = 0; from < EXAMPLE_ROWS && distinct.size < EXAMPLES; from += EXAMPLES)
    for (const text of await table.texts(column, from, Math.min(from + EXAMPLES, EXAMPLE_ROWS)))
      if (text !== null) distinct.add(text.trim())
  return [...distinct]
    .slice(0, EXAMPLES)
    .map((text) => (text.length > MAX_EXAMPLE ? `${text.slice(0, MAX_EXAMPLE)}…` : text))
}
