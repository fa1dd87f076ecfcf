/** The text of a document → the signals of its network with initial weights. What an edit leaves as it was is kept for the next one. */
import type { Document } from '../../../../shared/document/document.ts'
import { parseDocument } from '../../../../shared/document/file.ts'
import type { StateSpec } from '../../../../shared/graph/program.ts'
import { analyze } from '../../../../shared/model/analyze.ts'
import type { Model } from '../../../../shared/model/model.ts'
import { ProblemError, withoutFix } from '../../../../shared/problem.ts'
import type { Slices } from '../../../../shared/random/slices.ts'
import { SIGNAL_ROWS, type Signals } from '../../../../shared/signals/signals.ts'
import type { PlanSettings } from '../../../../shared/training/plan-settings.ts'
import { randomRows } from '../../../../shared/training/random-rows.ts'
import type { Executor } from '../../executors/executor.ts'
import type { Values } from '../../executors/values.ts'
import type { SignalsJob } from '../messages.ts'
import { planSettings } from '../open-run.ts'
import { readBatch } from './batch-rows.ts'
import { openSignals } from './compute-signals.ts'
import * as texts from './texts.ts'

/** The limit of calls: */
const MAX_CALLS = 400

/** The network, its settings and its rows. */
interface Task {
  readonly settings: PlanSettings
  readonly rows: number
  readonly columns: ReadonlyMap<string, Values>
}

/** @returns computes signals @throws ProblemError: no layer is sound, more layers than the limit, a damaged file of data */
export function initialSignals(): (job: SignalsJob, executor: Executor) => Slices<Signals> {
  const weights = initialWeights()
  return function* compute(job, executor) {
    const began = performance.now()
    const document = parseDocument(job.document)
    const analysis = analyze(document, job.data?.info ?? null)
    const { model, problems } = analysis.sound()
    if (model.calls.length === 0) throw new ProblemError([...problems.map(withoutFix), texts.nothingSound])
    if (model.calls.length > MAX_CALLS)
      throw new ProblemError([texts.tooManyCalls(model.calls.length, MAX_CALLS)])
    yield
    const seed = (document.training.seed + job.draw) % 2 ** 32
    const { settings, rows, columns } = taskOf(document, model, job, seed)
    yield
    const program = openSignals(settings, rows, executor)
    yield
    const states = new Map<string, Values>()
    for (const spec of program.states) {
      states.set(spec.name, weights(spec))
      yield
    }
    const figures = yield* program.slices(states, columns)
    program.close()
    return {
      ...figures,
      source: job.data ? 'data' : 'random',
      problems: [...job.problems, ...problems].map(withoutFix),
      milliseconds: performance.now() - began,
    }
  }
}

function taskOf(document: Document, model: Model, { data }: SignalsJob, seed: number): Task {
  const base = document.training.seed
  if (!data) {
    const drawn = randomRows(model, SIGNAL_ROWS, base)
    const settings = planSettings(document, drawn.model, { info: drawn.data as never, seed })
    return { settings: { ...settings, classWeight: null }, rows: SIGNAL_ROWS, columns: drawn.columns }
  }
  const { rows, columns } = readBatch(data, base, SIGNAL_ROWS)
  return { settings: planSettings(document, model, { info: data.info, seed }), rows: rows.length, columns }
}

/** Initial values of states. */
function initialWeights(): (spec: StateSpec) => Values {
  return (spec) => spec.initial()
}
