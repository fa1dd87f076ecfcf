/** The columns of predictions in a CSV file: what each Output says, and the probability of each class or label. */
import { settingsOf } from '../../../shared/data/columns.ts'
import { labelSeparator } from '../../../shared/data/steps/multi-label.ts'
import type { Document } from '../../../shared/document/document.ts'
import type { OutputPrediction } from '../../../shared/ipc/contract/index.ts'
import type { ScoredOutput } from '../../../shared/training/scored-outputs.ts'

export interface AddedColumn {
  readonly name: string
  readonly cell: (read: readonly OutputPrediction[]) => string
}

/** The columns of the predictions, whose names the file does not have yet. */
export function addedColumns(
  outputs: readonly ScoredOutput[],
  document: Document,
  withProbabilities: boolean,
  taken: readonly string[],
): AddedColumn[] {
  const names = new Set(taken)
  const free = (wanted: string): string => {
    let name = wanted
    for (let i = 2; names.has(name); i++) name = `${wanted}_${i}`
    names.add(name)
    return name
  }
  return outputs.flatMap(({ target, reading }, i) => {
    const separator = separatorOf(document, target.name)
    const answer: AddedColumn = {
      name: free(`${target.name}_predicted`),
      cell: (read) => answerOf(read[i]!, separator),
    }
    if (!withProbabilities || reading.kind === 'number') return [answer]
    return [
      answer,
      ...reading.names.map((each, c) => ({
        name: free(`${target.name}_probability_${each}`),
        cell: (read: readonly OutputPrediction[]) => {
          const own = read[i]!
          return own.kind === 'number' ? '' : shortest(own.probabilities[c] ?? 0)
        },
      })),
    ]
  })
}

/** What divides the labels of a cell, as in the column of the target; the labels of columns of 0 and 1 have no separator of their own. */
const separatorOf = ({ data }: Document, target: string): string =>
  labelSeparator(settingsOf(data?.columns, target).steps) ?? ';'

function answerOf(prediction: OutputPrediction, separator: string): string {
  if (prediction.kind === 'classes') return prediction.classes[prediction.predicted]!
  if (prediction.kind === 'number') return String(prediction.value)
  return prediction.predicted.map((label) => prediction.labels[label]!).join(separator)
}

/** The fewest digits that give the same float32 again: at most nine. */
function shortest(value: number): string {
  for (const digits of [6, 7, 8]) {
    const text = Number(value.toPrecision(digits))
    if (Math.fround(text) === Math.fround(value)) return String(text)
  }
  return String(Number(value.toPrecision(9)))
}
