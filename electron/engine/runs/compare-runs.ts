/** Compares the numbers of two runs, epoch by epoch and bit by bit; if they differ, reports where and what else differs. */
import { join } from 'node:path'
import type { RunResult } from '../../../shared/ipc/contract/index.ts'
import { executorDifferences } from '../executors/executor-differences.ts'
import { linesIn, METRICS, parseMetricsLine } from '../run-folder/metrics-file.ts'
import type { RunRecord } from './record-schema.ts'
import * as texts from './texts.ts'

interface RunFolder {
  readonly folder: string
  readonly record: RunRecord
}

/** The duration of a step is not one of the numbers. */
const metricsOf = (line: string) =>
  Object.entries(parseMetricsLine(line) ?? {}).filter(([name]) => name !== 'ms_per_step')

/** @returns null if one of the runs finished no epoch */
export function compareRuns(first: RunFolder, second: RunFolder): RunResult['repeated'] | null {
  const secondLines = linesIn(join(second.folder, METRICS))
  let common = 0
  for (const line of linesIn(join(first.folder, METRICS))) {
    const { value: secondLine } = secondLines.next()
    if (secondLine === undefined) break
    common++
    const secondMetrics = new Map(metricsOf(secondLine))
    const difference = metricsOf(line).find(([name, value]) => !Object.is(secondMetrics.get(name), value))
    if (!difference) continue
    const [name, value] = difference
    const executorChanges =
      first.record.executor && second.record.executor
        ? executorDifferences(first.record.executor, second.record.executor)
        : []
    const text = texts.numbersDiffer(
      common,
      name,
      String(value),
      String(secondMetrics.get(name)),
      executorChanges,
    )
    return { same: false, text }
  }
  return common === 0 ? null : { same: true, text: texts.sameNumbers(common) }
}
