/** Compares the numbers of two runs, epoch by epoch and bit by bit; if they differ, reports where and what else differs. */
import { join } from 'node:path'
import type { RunResult } from '../../../shared/ipc/contract.ts'
import { executorDifferences } from '../run/executor-differences.ts'
import { figuresIn, linesIn, METRICS } from '../run/metrics-file.ts'
import type { RunRecord } from './run-record.ts'
import * as texts from './texts.ts'

interface Place {
  readonly folder: string
  readonly record: RunRecord
}

/** The duration of a step is not one of the numbers. */
const figuresOf = (line: string) =>
  Object.entries(figuresIn(line) ?? {}).filter(([name]) => name !== 'ms_per_step')

/** @returns null if one of the runs finished no epoch */
export function compareRuns(first: Place, again: Place): RunResult['repeated'] | null {
  const others = linesIn(join(again.folder, METRICS))
  let common = 0
  for (const line of linesIn(join(first.folder, METRICS))) {
    const { value: same } = others.next()
    if (same === undefined) break
    common++
    const other = new Map(figuresOf(same))
    const parting = figuresOf(line).find(([name, value]) => !Object.is(other.get(name), value))
    if (!parting) continue
    const [name, value] = parting
    const made =
      first.record.executor && again.record.executor
        ? executorDifferences(first.record.executor, again.record.executor)
        : []
    const text = texts.partsAt(common, name, String(value), String(other.get(name)), made)
    return { same: false, text }
  }
  return common === 0 ? null : { same: true, text: texts.sameNumbers(common) }
}
