/** The scores of the evaluated rows by the values of columns, the worst first. */
import { setImmediate } from 'node:timers/promises'
import { labelNames } from '../../../shared/data/roles.ts'
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
import { paused } from '../data/blocks.ts'
import type { Table } from '../data/table/table.ts'
import { readPredictions } from './stored-predictions.ts'
import { openStoredRun, type StoredRun } from './stored-run.ts'
import { columnOf, isNumeric, numbersAt, tableOfRun, textsAt } from './table-of-run.ts'

/** @throws ProblemError */
export async function evaluationSlices(
  folder: string,
  { evaluation: id, output, column, minimum, limit }: SlicesQuery,
  permit: (run: StoredRun) => Promise<void>,
  cache: string,
): Promise<EvaluationSlices> {
  const predictions = await readPredictions(folder, id, output)
  const { kind, row, evaluation } = predictions
  const scores = SLICE_SCORES[kind]
  const all = await paused(scoringSlice(predictions, range(row.length), null))
  const run = openStoredRun(folder)
  const opened =
    evaluation.fingerprint === run.record.data.fingerprint ? await tableOfRun(run, permit, cache) : null
  if (!opened) return { scores, all, columns: [], slices: [], found: 0 }
  const { table } = opened
  const asked = column === null ? columnsBut(targetsOf(run), table) : [columnOf(table, column)]
  const groups: { readonly column: number; readonly group: RowGroup; readonly main: number }[] = []
  for (const each of asked) {
    await setImmediate() // other calls are answered in between
    for (const group of await groupsOf(table, each, row, minimum)) {
      if (group.places.length < minimum) continue
      const [main] = await paused(scoringSlice(predictions, group.places, null))
      groups.push({ column: each, group, main: badness(main!, scores[0]!.isError) })
    }
  }
  groups.sort((a, b) => b.main - a.main)
  const slices: Slice[] = []
  for (const { column: at, group } of groups.slice(0, limit)) {
    await setImmediate()
    const { name, type } = table.info.columns[at]!
    slices.push({
      ...{ column: name, type, rows: group.places.length },
      filter: { column: name, ...keyOf(group) },
      scores: await paused(scoringSlice(predictions, group.places, DEFAULT_BOOTSTRAP)),
    })
  }
  const columns = table.info.columns.map(({ name }) => name)
  return { scores, all, columns, slices, found: groups.length }
}

/** A score that is not defined is no bad one. */
const badness = ({ value }: SliceScore, isError: boolean): number =>
  value === null ? Number.NEGATIVE_INFINITY : isError ? value : -value

const keyOf = ({ key }: RowGroup) =>
  'range' in key
    ? { range: [...key.range] as [number, number] }
    : { values: [...key.values], ...(key.isOther && { isOther: true }) }

/** Slices of what is predicted are the figures of its classes. */
const targetsOf = ({ record, document }: StoredRun): ReadonlySet<string> =>
  new Set([...record.data.targets.map(({ name }) => name), ...labelNames(document.data!.source)])

const columnsBut = (names: ReadonlySet<string>, { info }: Table): number[] =>
  info.columns.flatMap(({ name }, i) => (names.has(name) ? [] : [i]))

/** Ranges of numbers have at least about `minimum` rows. */
const groupsOf = async (
  table: Table,
  column: number,
  rows: Int32Array,
  minimum: number,
): Promise<readonly RowGroup[]> =>
  paused(
    isNumeric(table, column)
      ? groupingByNumber(
          await numbersAt(table, column, rows),
          Math.min(MAX_RANGES, Math.max(1, Math.floor(rows.length / minimum))),
        )
      : groupingByText(await textsAt(table, column, rows)),
  )
