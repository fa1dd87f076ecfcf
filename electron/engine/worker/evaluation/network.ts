/** A trained network, ready to predict: its plan and the weights of the run. */
import { parseDocument } from '../../../../shared/document/file.ts'
import type { Plan, StateSpec } from '../../../../shared/graph/program.ts'
import { analyze } from '../../../../shared/model/analyze.ts'
import { ProblemError } from '../../../../shared/problem.ts'
import { buildPlan } from '../../../../shared/training/plan.ts'
import type { PlanSettings } from '../../../../shared/training/plan-settings.ts'
import { type ScoredOutput, scoredOutputs } from '../../../../shared/training/scored-outputs.ts'
import type { Values } from '../../executors/values.ts'
import { type RestoredWeights, restoreWeights } from '../../run-folder/restored-weights.ts'
import type { RunJob } from '../messages.ts'
import { weightSpecs } from '../network-weights.ts'
import { planSettings } from '../open-run.ts'

export interface TrainedNetwork {
  readonly settings: PlanSettings
  readonly plan: Plan
  readonly outputs: readonly ScoredOutput[]
  readonly batchSize: number
  readonly weights: RestoredWeights
  /** All states but the accumulators, by the names of their arguments. */
  readonly states: ReadonlyMap<string, Values>
}

/** @param path file of weights
 *  @throws ProblemError if the weights are not those of the network */
export function openNetwork(job: Pick<RunJob, 'document' | 'info' | 'seed'>, path: string): TrainedNetwork {
  const document = parseDocument(job.document)
  const { model, problems } = analyze(document, job.info)
  if (!model) throw new ProblemError(problems.filter((p) => p.severity === 'error'))
  const settings = planSettings(document, model, job)
  const plan = buildPlan(settings)
  const weights = restoreWeights(path, weightSpecs(plan))
  const isKept = ({ role }: StateSpec) => role !== 'slot' && role !== 'metric'
  return {
    settings,
    plan,
    outputs: scoredOutputs(model, job.info.targets),
    batchSize: document.training.batch_size,
    weights,
    states: new Map(
      plan.state
        .filter(isKept)
        .map((spec) => [`state:${spec.name}`, weights.values.get(spec.name) ?? spec.initial()]),
    ),
  }
}
