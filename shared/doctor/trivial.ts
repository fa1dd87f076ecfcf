/** The trivial answer: the same for every row. A network that is no better has learned nothing. */
import {
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
} from '../catalog/losses/crossentropy.ts'
import { meanSquaredError } from '../catalog/losses/regression.ts'
import { indexOfTarget, type TargetInfo } from '../data/data-info.ts'
import { type ModelOutput, outputsOf } from '../model/series.ts'
import type { Curves, Subject } from './subject.ts'

/** A figure of a run and what the trivial answer reaches in it. */
export interface TrivialFigure {
  readonly output: ModelOutput
  readonly target: TargetInfo
  /** Index in the series of the run. */
  readonly series: number
  readonly name: string
  readonly value: number
  readonly isLoss: boolean
  /** Most frequent class, for classes. */
  readonly answer: string | null
}

const CROSSENTROPIES: readonly string[] = [
  sparseCategoricalCrossentropy.type,
  categoricalCrossentropy.type,
  binaryCrossentropy.type,
]
const ACCURACIES = ['accuracy', 'binary_accuracy', 'categorical_accuracy', 'sparse_categorical_accuracy']

/** The figures in which an answer without the inputs is known: of accuracy the share of the most frequent class, of cross-entropy the
 *  entropy of the classes, of the squared error the variance. Losses with penalties or weights have none. */
export function trivialFigures(subject: Subject, { series }: Curves): readonly TrivialFigure[] {
  const { model, data } = subject
  if (!data) return []
  const targets = data.targets.map(({ name }) => name)
  const hasPlainLoss =
    data.weights === null && subject.document.training.class_weight === null && !hasPenalty(subject)
  const outputs = outputsOf(model)
  return outputs.flatMap((output): TrivialFigure[] => {
    const target = data.targets[indexOfTarget(targets, output.props.target)]
    if (!target) return []
    const figure = (name: string, value: number | null, isLoss: boolean, answer: string | null = null) => {
      const index = series.indexOf(name)
      return value === null || index < 0
        ? []
        : [{ output, target, series: index, name, value, isLoss, answer }]
    }
    const lossName = outputs.length === 1 ? 'loss' : `${output.name}_loss`
    const counts = target.kind === 'classes' ? target.counts?.train : undefined
    const accuracy = output.figures.find(
      ({ metric, weighted }) => metric && !weighted && ACCURACIES.includes(metric.type),
    )
    if (counts) {
      const largest = Math.max(...counts)
      const answer = target.classes[counts.indexOf(largest)] ?? null
      return [
        ...(accuracy ? figure(accuracy.series, largest / total(counts), false, answer) : []),
        ...(hasPlainLoss && isPlainCrossentropy(output)
          ? figure(lossName, entropyOf(counts), true, answer)
          : []),
      ]
    }
    const variance = target.scaling ? target.scaling.scale ** 2 : null
    const isSquared = output.props.loss.type === meanSquaredError.type
    return target.kind === 'number' && hasPlainLoss && isSquared ? figure(lossName, variance, true) : []
  })
}

const isPlainCrossentropy = ({ props: { loss } }: ModelOutput): boolean =>
  CROSSENTROPIES.includes(loss.type) && !loss.label_smoothing

const hasPenalty = ({ model }: Subject): boolean =>
  model.layers.some(
    ({ definition, props }) =>
      definition.penalizesOutput ||
      Object.entries(props).some(([name, value]) => name.endsWith('_regularizer') && value !== null),
  )

const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0)

function entropyOf(counts: readonly number[]): number {
  const rows = total(counts)
  return -counts.reduce((sum, n) => sum + (n > 0 ? (n / rows) * Math.log(n / rows) : 0), 0)
}

/** How much of the way from the trivial answer to a perfect one a figure has come: 0 is the trivial answer, 1 is perfect. */
export const gainOver = ({ value, isLoss }: TrivialFigure, figure: number): number =>
  isLoss ? (value - figure) / value : (figure - value) / (1 - value)

export const valuesOf = (
  { epochs }: Curves,
  part: 'train' | 'validation',
  series: number,
): readonly number[] => epochs.map((epoch) => epoch[part]?.[series] ?? Number.NaN)
