/** The runs of `train --folds` and `train --seeds`, and what they give together. */
import { isRandomSplit } from '../../shared/data/data-reference.ts'
import type { Document } from '../../shared/document/document.ts'
import { type RepetitionKind, withFold } from '../../shared/document/run-set.ts'
import type { EpochEnd, RunInfo, RunResult, RunSet } from '../../shared/ipc/contract/index.ts'
import { UsageError } from './command.ts'
import { jsonNumber } from './json-number.ts'

/** The document of a run: of folds with its rows divided into them.
 *  @throws UsageError for a rule of a column: folds would tear apart what it keeps together, and the column would become a feature */
export function memberDocument(document: Document, set: RunSet | undefined): Document {
  const { data } = document
  if (set?.kind !== 'folds' || !data) return document
  const { method, column } = data.split
  if (!isRandomSplit(method))
    throw new UsageError(
      `--folds draws the rows at random, but split.method of the document is ${method}, which divides them by the column “${column ?? ''}”; train without --folds, or set split.method to train_test_split or kfold if rows may be drawn whatever that column says`,
    )
  return withFold(document, set.index, set.count)
}

/** The validation figures of the epoch whose weights the run ends with, by name. */
export function figuresOf(
  ends: readonly EpochEnd[],
  { bestEpoch }: RunResult,
  { series }: RunInfo,
): ReadonlyMap<string, number> {
  const end = ends.find(({ epoch }) => epoch === bestEpoch) ?? ends.at(-1)
  return new Map(series.flatMap((name, i) => (end?.validation ? [[`val_${name}`, end.validation[i]!]] : [])))
}

/** Mean, least and greatest of each figure over the runs. */
export function setLines(
  kind: RepetitionKind,
  set: string,
  all: readonly ReadonlyMap<string, number>[],
  json: boolean,
): string[] {
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
    return [JSON.stringify({ event: kind, set, [kind]: all.length, figures: Object.fromEntries(rounded) })]
  }
  return [
    `${all.length} ${kind}: mean (range)`,
    ...figures.map(
      ({ name, mean, min, max }) => `${name} ${mean.toFixed(4)} (${min.toFixed(4)} to ${max.toFixed(4)})`,
    ),
  ]
}
