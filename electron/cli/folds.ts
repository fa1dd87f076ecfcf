/** The runs of `train --folds`: one for each fold, and what they give together. */
import type { Document } from '../../shared/document/document.ts'
import type { EpochEnd, RunInfo, RunResult, RunSet } from '../../shared/ipc/contract/index.ts'
import { jsonNumber } from './json-number.ts'

/** The document with its rows divided into folds. */
export const withFold = (document: Document, fold: RunSet | undefined): Document =>
  fold && document.data
    ? {
        ...document,
        data: {
          ...document.data,
          split: { ...document.data.split, method: 'kfold', n_splits: fold.count, fold: fold.index },
          fingerprint: null,
        },
      }
    : document

/** The validation figures of the epoch whose weights the run ends with, by name. */
export function figuresOf(
  ends: readonly EpochEnd[],
  { bestEpoch }: RunResult,
  { series }: RunInfo,
): ReadonlyMap<string, number> {
  const end = ends.find(({ epoch }) => epoch === bestEpoch) ?? ends.at(-1)
  return new Map(series.flatMap((name, i) => (end?.validation ? [[`val_${name}`, end.validation[i]!]] : [])))
}

/** Mean, least and greatest of each figure over the folds. */
export function foldLines(set: string, all: readonly ReadonlyMap<string, number>[], json: boolean): string[] {
  const figures = [...(all[0]?.keys() ?? [])].map((name) => {
    const values = all.map((each) => each.get(name) ?? Number.NaN)
    const mean = values.reduce((a, b) => a + b, 0) / values.length
    return { name, mean, min: Math.min(...values), max: Math.max(...values) }
  })
  if (json) {
    const rounded = figures.map(({ name, mean, min, max }) => [
      name,
      { mean: jsonNumber(mean), min: jsonNumber(min), max: jsonNumber(max) },
    ])
    return [JSON.stringify({ event: 'folds', set, folds: all.length, figures: Object.fromEntries(rounded) })]
  }
  return [
    `${all.length} folds: mean (range)`,
    ...figures.map(
      ({ name, mean, min, max }) => `${name} ${mean.toFixed(4)} (${min.toFixed(4)} to ${max.toFixed(4)})`,
    ),
  ]
}
