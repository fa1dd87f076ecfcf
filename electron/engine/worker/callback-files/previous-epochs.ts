/** The epochs before a run was resumed, as writers of callbacks need them. */
import { join } from 'node:path'
import { LEARNING_RATE } from '../../../../shared/training/optimize.ts'
import { linesIn, METRICS } from '../../run-folder/metrics-file.ts'
import type { EpochMetrics } from './epoch-writer.ts'

/** @param names names of the metrics that callbacks receive */
export function previousEpochs(run: string, names: readonly string[]): readonly EpochMetrics[] {
  return Array.from(linesIn(join(run, METRICS)), (text, epoch) => {
    const line = JSON.parse(text) as { readonly [name: string]: number | null }
    return {
      epoch,
      values: Object.fromEntries(names.map((name) => [name, line[name] ?? Number.NaN])),
      learningRate: line[LEARNING_RATE] ?? Number.NaN,
      stepsPerSecond: 1000 / (line.ms_per_step ?? Number.NaN),
    }
  })
}
