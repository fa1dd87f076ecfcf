/** The scores of the evaluated rows by the values of columns, the worst first. */
import type { ColumnType } from '../../../shared/data/columns.ts'
import { DEFAULT_BOOTSTRAP } from '../../../shared/evaluation/bootstrap.ts'
import {
  groupingByNumber,
  groupingByText,
  MAX_RANGES,
  type RowGroup,
} from '../../../shared/evaluation/row-groups.ts'
import { SLICE_SCORES, type SliceScore, scoringSlice } from '../../../shared/evaluation/slice-scores.ts'
import type { EvaluationSlices, Slice, SlicesQuery } from '../../../shared/ipc/contract/index.ts'
import { range } from '../../../shared/random/mt19937.ts'
import { pause, paused } from '../data/blocks.ts'
import { type SliceValues, sliceColumns } from './slice-columns.ts'
import { readPredictions } from './stored-predictions.ts'
import { openStoredRun, type StoredRun } from './stored-run.ts'

interface SlicesOptions {
  readonly permit: (run: StoredRun) => Promise<void>
  readonly cache: string
  readonly signal: AbortSignal
}

/** @throws ProblemError; the reason of the signal, if it is aborted */
export async function evaluationSlices(
  folder: string,
  { evaluation: id, output, column, minimum, limit }: SlicesQuery,
  { permit, cache, signal }: SlicesOptions,
): Promise<EvaluationSlices> {
  const predictions = await readPredictions(folder, id, output)
  const { kind, row, evaluation } = predictions
  const scores = SLICE_SCORES[kind]
  const all = await paused(scoringSlice(predictions, range(row.length), null), signal)
  const run = openStoredRun(folder)
  const found =
    evaluation.fingerprint === run.record.data.fingerprint ? await sliceColumns(run, permit, cache) : null
  if (!found) return { of: null, scores, all, columns: [], slices: [], found: 0 }
  const asked = column === null ? found.together : [column]
  const groups: SliceGroup[] = []
  for (const name of asked) {
    await pause(signal) // other calls are answered in between
    const values = await found.valuesAt(name, row)
    for (const group of await groupsOf(values, minimum, signal)) {
      if (group.places.length < minimum) continue
      const [main] = await paused(scoringSlice(predictions, group.places, null), signal)
      groups.push({ column: name, type: values.type, group, main: badness(main!, scores[0]!.isError) })
    }
  }
  groups.sort((a, b) => b.main - a.main)
  const slices: Slice[] = []
  for (const { column: name, type, group } of groups.slice(0, limit)) {
    await pause(signal)
    slices.push({
      ...{ column: name, type, rows: group.places.length },
      filter: { column: name, ...keyOf(group) },
      scores: await paused(scoringSlice(predictions, group.places, DEFAULT_BOOTSTRAP), signal),
    })
  }
  const columns = found.columns.map(({ name }) => name)
  return { of: found.of, scores, all, columns, slices, found: groups.length }
}

interface SliceGroup {
  readonly column: string
  readonly type: ColumnType
  readonly group: RowGroup
  readonly main: number
}

/** A score that is not defined is no bad one. */
const badness = ({ value }: SliceScore, isError: boolean): number =>
  value === null ? Number.NEGATIVE_INFINITY : isError ? value : -value

const keyOf = ({ key }: RowGroup) =>
  'range' in key
    ? { range: [...key.range] as [number, number] }
    : { values: [...key.values], ...(key.isOther && { isOther: true }) }

/** Ranges of numbers have at least about `minimum` rows. */
const groupsOf = (values: SliceValues, minimum: number, signal: AbortSignal): Promise<readonly RowGroup[]> =>
  paused(
    'numbers' in values
      ? groupingByNumber(
          values.numbers,
          Math.min(MAX_RANGES, Math.max(1, Math.floor(values.numbers.length / minimum))),
        )
      : groupingByText(values.texts),
    signal,
  )
