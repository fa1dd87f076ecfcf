/** The text of a document → the signals of its network with initial weights. What an edit leaves as it was is kept for the next one. */
import type { Document } from '../../../../shared/document/document.ts'
import { parseDocument } from '../../../../shared/document/file.ts'
import type { StateSpec } from '../../../../shared/graph/program.ts'
import { type Analysis, analyze } from '../../../../shared/model/analyze.ts'
import { checkInput } from '../../../../shared/model/check-data.ts'
import type { Model } from '../../../../shared/model/model.ts'
import { type ProblemData, ProblemError, withoutFix } from '../../../../shared/problem.ts'
import type { Slices } from '../../../../shared/random/slices.ts'
import { SIGNAL_ROWS, type Signals } from '../../../../shared/signals/signals.ts'
import type { PlanSettings } from '../../../../shared/training/plan-settings.ts'
import { drawColumn, randomRows } from '../../../../shared/training/random-rows.ts'
import type { Executor } from '../../executors/executor.ts'
import type { Values } from '../../executors/values.ts'
import type { SignalsData, SignalsJob } from '../messages.ts'
import { planSettings } from '../open-run.ts'
import { type BatchRows, readBatch, rowsNotFinite } from './batch-rows.ts'
import { openSignals } from './compute-signals.ts'
import { keptValues } from './kept-values.ts'
import { boundedRows, refuseLarge } from './limits.ts'
import * as texts from './texts.ts'

/** Of initial weights, and of batches, that are kept for the next edits. */
const MAX_WEIGHT_BYTES = 256 * 2 ** 20
const MAX_BATCH_BYTES = 64 * 2 ** 20
/** Rows that a problem names. */
const MAX_NAMED = 5

interface Kept<T> {
  readonly value: T
  readonly bytes: number
}

const keep = () => ({
  weights: keptValues<Kept<Values>>(MAX_WEIGHT_BYTES),
  columns: keptValues<Kept<Values>>(MAX_BATCH_BYTES),
  batches: keptValues<Kept<BatchRows>>(MAX_BATCH_BYTES),
})
type Keep = ReturnType<typeof keep>

/** A part of a network, with the rows that it can take. */
interface Part {
  readonly model: Model
  /** null: rows are drawn at random. */
  readonly data: SignalsData | null
  readonly problems: readonly ProblemData[]
}

/** What a probe needs. */
interface Batch {
  readonly settings: PlanSettings
  readonly rows: number
  readonly columns: ReadonlyMap<string, Values>
  readonly problems: readonly ProblemData[]
}

/** @returns computes signals @throws ProblemError: no layer is sound, a network above the limits, a damaged file of data */
export function initialSignals(): (job: SignalsJob, executor: Executor) => Slices<Signals> {
  const kept = keep()
  return function* compute(job, executor) {
    const began = performance.now()
    const document = parseDocument(job.document)
    const analysis = analyze(document)
    const part = partOf(analysis, job.data)
    if (part.model.calls.length === 0) throw new ProblemError([texts.nothingSound])
    refuseLarge(part.model)
    yield
    const count = boundedRows(part.model, analysis.flops, SIGNAL_ROWS)
    const seed = (document.training.seed + job.draw) % 2 ** 32
    const { settings, rows, columns, problems } = batchOf(document, part, count, seed, kept)
    yield
    const program = openSignals(settings, rows, executor)
    yield
    const states = new Map<string, Values>()
    for (const spec of program.states) {
      states.set(spec.name, initialValue(spec, kept))
      yield
    }
    const figures = yield* program.slices(states, columns)
    program.close()
    return {
      ...figures,
      source: part.data ? 'data' : 'random',
      problems: [
        ...job.problems,
        ...part.problems.map(withoutFix),
        ...(count < SIGNAL_ROWS && rows === count ? [texts.fewerRows(rows, SIGNAL_ROWS)] : []),
        ...problems,
      ],
      milliseconds: performance.now() - began,
    }
  }
}

/** The sound part of the network. Data that do not fit its Inputs are a problem, and rows are drawn instead. */
function partOf(analysis: Analysis, data: SignalsData | null): Part {
  if (!data) return { ...analysis.sound(), data: null }
  const withData = analysis.withData(data.info).sound()
  const { model, problems } = withData
  const fits =
    data.info.rows.train > 0 && model.inputs.every((i) => checkInput(model.calls[i]!, data.info) === null)
  return fits ? { ...withData, data } : { model: analysis.sound().model, data: null, problems }
}

/** @param count rows at most */
function batchOf(document: Document, { model, data }: Part, count: number, seed: number, kept: Keep): Batch {
  const base = document.training.seed
  if (!data) {
    const drawn = randomRows(model)
    const columns = drawn.columns.map((column): [string, Values] => {
      const { value } = kept.columns(JSON.stringify([column, count, base]), () =>
        sized(drawColumn(column, count, base)),
      )
      return [column.name, value]
    })
    const settings = planSettings(document, drawn.model, { info: drawn.data, seed })
    // The classes are others, and equally frequent.
    return {
      settings: { ...settings, classWeight: null },
      rows: count,
      columns: new Map(columns),
      problems: [],
    }
  }
  const { files, info, keptRows } = data
  const batch = kept.batches(JSON.stringify([files, info.fingerprint, count, base]), () => {
    const value = readBatch(data, base, count)
    return { value, bytes: [...value.columns.values()].reduce((sum, each) => sum + each.byteLength, 0) }
  }).value
  const bad = rowsNotFinite(batch, keptRows)
  return {
    settings: planSettings(document, model, { info, seed }),
    rows: batch.rows.length,
    columns: batch.columns,
    problems: bad.length > 0 ? [texts.rowsNotFinite(bad.slice(0, MAX_NAMED), bad.length)] : [],
  }
}

function initialValue(spec: StateSpec, kept: Keep): Values {
  if (spec.recipe === undefined) return spec.initial()
  return kept.weights(spec.recipe, () => sized(spec.initial())).value
}

const sized = (value: Values): Kept<Values> => ({ value, bytes: value.byteLength })
