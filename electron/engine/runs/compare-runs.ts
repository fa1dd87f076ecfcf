/** Whether two runs have the same numbers, epoch by epoch and bit by bit; if not, where they part and what else differs. */
import { join } from 'node:path'
import type { RunResult } from '../../../shared/ipc/contract.ts'
import { executorDifferences } from '../run/executor-differences.ts'
import { linesIn, METRICS } from '../run/metrics-file.ts'
import { jsonOf } from './read-run.ts'
import type { RunRecord } from './run-record.ts'
import * as texts from './texts.ts'

interface Place {
  readonly folder: string
  readonly record: RunRecord
}
type Figures = readonly (readonly [name: string, value: unknown])[]

/** The time a step took is not part of the numbers. */
const figuresOf = (folder: string): Figures[] =>
  linesIn(join(folder, METRICS)).map((line) =>
    Object.entries(jsonOf(line) ?? {}).filter(([name]) => name !== 'ms_per_step'),
  )

/** @returns null when one of them finished no epoch */
export function compareRuns(first: Place, again: Place): RunResult['repeated'] | null {
  const [a, b] = [figuresOf(first.folder), figuresOf(again.folder)]
  const common = Math.min(a.length, b.length)
  if (common === 0) return null
  for (let epoch = 0; epoch < common; epoch++) {
    const other = new Map(b[epoch]!)
    const parting = a[epoch]!.find(([name, value]) => !Object.is(other.get(name), value))
    if (!parting) continue
    const [name, value] = parting
    const data = first.record.data.fingerprint === again.record.data.fingerprint ? [] : ['data']
    const made =
      first.record.executor && again.record.executor
        ? executorDifferences(first.record.executor, again.record.executor)
        : []
    const text = texts.partsAt(epoch + 1, name, String(value), String(other.get(name)), [...data, ...made])
    return { same: false, text }
  }
  return { same: true, text: texts.sameNumbers(common) }
}
