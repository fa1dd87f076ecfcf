/** Opens a job for training: its plan in an executor with the data loaded, and the row numbers of each part. */

import type { Document } from '../../../shared/document/document.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import type { Plan, StateSpec } from '../../../shared/graph/program.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { withMode } from '../../../shared/model/callback-modes.ts'
import type { Model } from '../../../shared/model/model.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { buildPlan } from '../../../shared/training/plan.ts'
import type { PlanSettings } from '../../../shared/training/plan-settings.ts'
import type { Executor, Session } from '../executors/executor.ts'
import { readData } from './data-files.ts'
import type { RunJob } from './messages.ts'
import { weightSpecs } from './network-weights.ts'
import { joinedEpochs } from './small-networks.ts'

export interface OpenRun {
  readonly job: RunJob
  readonly training: Document['training']
  readonly model: Model
  /** The settings that the plan was built from. */
  readonly settings: PlanSettings
  readonly plan: Plan
  /** The weights of the network. */
  readonly weights: readonly StateSpec[]
  readonly executor: Executor
  readonly session: Session
  /** Row numbers of the training part; `validation` has those of the validation part. */
  readonly rows: Int32Array
  readonly validation: Int32Array
  /** Full batches, plus one if rows are left over. */
  readonly stepsPerEpoch: number
}

/** Inputs from which the run's programs are built. */
export const planSettings = (
  { training }: Document,
  model: Model,
  { info, seed }: { readonly info: PlanSettings['data']; readonly seed: number },
): PlanSettings => ({
  model,
  optimizer: training.optimizer,
  data: info,
  seed,
  batchSize: training.batch_size,
  dtypePolicy: training.dtype_policy,
  classWeight: typeof training.class_weight === 'number' ? [training.class_weight] : training.class_weight,
})

/** Maximum rows of an evaluation batch: larger ones are no faster. */
const EVALUATION_ROWS = 512

/** Rows per evaluation batch. With several outputs the losses are means over batches, so it is a multiple of the batch size. */
export function evaluationRows(outputs: number, batch: number, rows: number): number {
  const all = Math.max(rows, 1)
  if (outputs === 1) return Math.min(EVALUATION_ROWS, all)
  const size = Math.min(batch, all)
  const maxBatches = Math.max(Math.floor(EVALUATION_ROWS / size), 1)
  return size * Math.min(Math.ceil(all / size), maxBatches)
}

export function openRun(job: RunJob, executor: Executor): OpenRun {
  const document = parseDocument(job.document)
  const { model, problems } = analyze(document, job.info)
  if (!model) throw new ProblemError(problems.filter((p) => p.severity === 'error'))
  const training = {
    ...document.training,
    callbacks: document.training.callbacks.map((callback) => withMode(callback, model)),
  }
  const settings = planSettings(document, model, job)
  const plan = buildPlan(settings)
  const data = readData(job)
  const batchSize = training.batch_size
  const baseSizes = {
    rows: data.rows,
    steps: Math.floor(data.train.length / batchSize),
    batchSize,
    lastBatchSize: data.train.length % batchSize,
    evaluationBatchSize: evaluationRows(plan.outputs.length, batchSize, data.validation.length),
  }
  const joined =
    job.executor === 'xla' && job.small ? joinedEpochs(plan, baseSizes, data.validation.length) : null
  const sizes = joined ? { ...baseSizes, joined } : baseSizes
  const session = executor.open(plan, sizes)
  session.load(data.columns)
  return {
    job,
    training,
    model,
    settings,
    plan,
    weights: weightSpecs(plan),
    executor,
    session,
    rows: data.train,
    validation: data.validation,
    stepsPerEpoch: sizes.steps + (sizes.lastBatchSize > 0 ? 1 : 0),
  }
}
