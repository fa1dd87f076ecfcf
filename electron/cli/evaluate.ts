/** `evaluate RUN`: predicts rows of a run, and prints and stores its figures. */
import { resolve } from 'node:path'
import type { OutputEvaluation } from '../../shared/evaluation/evaluation.ts'
import type { Score } from '../../shared/evaluation/score.ts'
import {
  EVALUATED_PARTS,
  type EvaluatedPart,
  type Evaluation,
  WEIGHT_KINDS,
  type WeightKind,
} from '../../shared/ipc/contract/engine/evaluations.ts'
import { aligned, shortened } from './aligned.ts'
import { type Command, type Io, textOption, UsageError, type Values } from './command.ts'
import { withEngine } from './engine-client.ts'

/** Options that say which weights of a run are used. */
export const weightOptions = {
  weights: {
    type: 'string',
    value: 'NAME',
    help: `weights: ${WEIGHT_KINDS.join(', ')} epoch (default: best)`,
  },
} as const

/** @throws UsageError */
export function weightsOption(values: Values): WeightKind {
  const weights = textOption(values, 'weights') ?? 'best'
  if (isOneOf(WEIGHT_KINDS, weights)) return weights
  throw new UsageError(`--weights must be one of ${WEIGHT_KINDS.join(', ')}, not “${weights}”`)
}

const isOneOf = <T extends string>(known: readonly T[], text: string): text is T =>
  (known as readonly string[]).includes(text)

/** A run by its folder, or by the id that `runs` prints. */
export const runArgument = (argument: string, folder: string): string =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(argument) ? argument : resolve(folder, argument)

export const evaluate: Command = {
  name: 'evaluate',
  arguments: ['RUN'],
  help: 'evaluate a run (a folder or an id) on rows that it was not trained on: figures with 95 % intervals, stored beside the run',
  options: {
    split: {
      type: 'string',
      value: 'NAME',
      help: `rows: ${EVALUATED_PARTS.join(', ')} (default: validation); each look at the test rows is counted`,
    },
    ...weightOptions,
    json: { type: 'boolean', help: 'print the evaluation as one JSON object' },
  },
  async run([argument], values, io) {
    const part = textOption(values, 'split') ?? 'validation'
    if (!isOneOf(EVALUATED_PARTS, part))
      throw new UsageError(`--split must be one of ${EVALUATED_PARTS.join(', ')}, not “${part}”`)
    const weights = weightsOption(values)
    const run = runArgument(argument!, io.folder)
    const progress = progressLines(values, io)
    return withEngine(
      {
        evaluationProgress: ({ stage, done, total }) => {
          if (total > 0 && stage !== 'figures')
            progress(stage === 'predicting' ? 'rows' : 'draws', done, total)
        },
      },
      io.err,
      async (engine, engineExit) => {
        const cancel = () => void engine.cancelEvaluation(run).catch(() => {}) // the evaluation itself fails then
        io.interrupted.addEventListener('abort', cancel, { once: true })
        const evaluation = await Promise.race([engine.evaluate({ run, part, weights }), engineExit])
        io.interrupted.removeEventListener('abort', cancel)
        const { looks } = await engine.evaluations(run)
        if (values.json) io.out(JSON.stringify({ ...evaluation, looks }))
        else for (const line of report(evaluation, part, looks)) io.out(line)
        return 0
      },
    )
  },
}

/** Prints each tenth of a long work. */
export function progressLines({ json }: Values, io: Io): (what: string, done: number, total: number) => void {
  let last = ''
  return (what, done, total) => {
    const line = `${what} ${Math.floor((10 * done) / total) * 10} %`
    if (!json && line !== last) io.err(line)
    last = line
  }
}

const CLASSES_SHOWN = 20
const NAME_WIDTH = 28

const number = (value: number | null): string =>
  value === null ? '–' : Number(value.toPrecision(5)).toString()
const interval = (bounds: readonly [number, number] | null): string =>
  bounds ? `${number(bounds[0])} to ${number(bounds[1])}` : ''

function* report(evaluation: Evaluation, part: EvaluatedPart, looks: number): Generator<string> {
  const { rows, weights, seconds, isTraining, figures } = evaluation
  yield `${rows} ${part} rows, weights of epoch ${weights.epoch} (${weights.kind})${isTraining ? ', the run still trains' : ''}, ${seconds.toFixed(1)} s`
  if (part === 'test') yield looks === 1 ? 'first look at the test rows' : `${looks} looks at the test rows`
  yield ''
  yield* aligned(
    figures.series.map(({ name, value }) => [name, number(value)]),
    [1],
  )
  for (const output of figures.outputs) yield* outputReport(output)
}

function* outputReport({ output, target, figures }: OutputEvaluation): Generator<string> {
  yield ''
  yield `${output}: ${target}`
  yield* scoreTable(figures.scores)
  if (figures.kind === 'number') return
  const names = figures.kind === 'classes' ? figures.classes : figures.labels
  const reports = figures.kind === 'classes' ? figures.byClass : figures.byLabel
  yield ''
  yield* aligned(
    [
      [figures.kind === 'classes' ? 'class' : 'label', 'precision', 'recall', 'f1', 'support'],
      ...reports
        .slice(0, CLASSES_SHOWN)
        .map(({ precision, recall, f1, support }, c) => [
          shortened(names[c]!, NAME_WIDTH),
          ...[precision, recall, f1, support].map(number),
        ]),
    ],
    [1, 2, 3, 4],
  )
  if (names.length > CLASSES_SHOWN) yield `and ${names.length - CLASSES_SHOWN} more (--json)`
}

const scoreTable = (scores: readonly Score[]): string[] =>
  aligned(
    [
      ['', 'value', '95 %', 'trivial'],
      ...scores.map(({ name, value, interval: bounds, trivial }) => [
        name,
        number(value),
        interval(bounds),
        number(trivial),
      ]),
    ],
    [1, 3],
  )
