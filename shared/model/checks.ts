/** What shapes alone do not show: whether loss, last activation, figures and callbacks go together. */
import type { Document } from '../document/document.ts'
import { type Config, memberOf } from '../fields/index.ts'
import { format } from '../graph/shape.ts'
import type { Json } from '../json.ts'
import type { Fix, Problem } from '../problem.ts'
import { losses } from '../training/losses/index.ts'
import { metrics } from '../training/metrics/index.ts'
import { checkPrecision } from './check-precision.ts'
import { checkTraining } from './check-training.ts'
import { insertFlattenBefore, setProp } from './fixes.ts'
import { countParameters, feederOf, type Model, type ModelCall } from './model.ts'
import { outputsOf, seriesOf } from './series.ts'
import * as texts from './texts.ts'
import { classWeightsOfOne } from './training-texts.ts'

/** Weights and two optimizer slots of this many float32 parameters fill 6 GB. */
const PARAMETER_LIMIT = 500_000_000

export function checkMeaning(document: Document, model: Model): Problem[] {
  const problems: Problem[] = []
  // Only the first Dense on a way is told of: mending it mends those behind it.
  const told = new Set<number>()
  for (const [i, call] of model.calls.entries()) {
    const [shape] = call.inputShapes
    const image = call.layer.definition.type === 'Dense' && shape !== undefined && shape.length > 2
    const behind = call.inputs.some((from) => told.has(from))
    if (image || behind) told.add(i)
    if (image && !behind)
      problems.push(
        texts.denseOnImage(call.node, call.layer.name, format(shape), {
          label: texts.fixes.insertFlatten,
          apply: (d) => insertFlattenBefore(d, call.node),
        }),
      )
  }
  const { total } = countParameters(model.layers)
  if (total > PARAMETER_LIMIT) problems.push(texts.tooLarge(total, PARAMETER_LIMIT))
  for (const { call } of outputsOf(model)) problems.push(...checkLoss(model, call))
  const series = seriesOf(model)
  // While no data is chosen, nobody knows yet whether there will be validation rows.
  const reported =
    (document.data?.split.validation ?? 1) > 0 ? [...series, ...series.map((s) => `val_${s}`)] : series
  problems.push(
    ...checkFigures(model),
    ...checkTraining(document, reported),
    ...checkPrecision(document, model),
  )
  if (model.outputs.length > 1 && document.training.class_weight !== null)
    problems.push(classWeightsOfOne(model.outputs.length))
  return problems
}

/** Each has curves of its own. */
const MOST_FIGURES = 256

/** Figures of different Outputs must not have one name, as “val” and “val_loss” of validation would. */
function checkFigures(model: Model): Problem[] {
  const count = outputsOf(model).reduce((n, { figures }) => n + figures.length, 0)
  if (count > MOST_FIGURES) return [texts.tooManyFigures(count, MOST_FIGURES)]
  const taken = new Set(['loss', 'val_loss'])
  return outputsOf(model).flatMap(({ call, name, figures }) => {
    const names = figures.flatMap(({ series }) => [series, `val_${series}`])
    const twice = names.find((each) => taken.has(each))
    for (const each of names) taken.add(each)
    return twice === undefined ? [] : [texts.sameFigure(call.node, name, twice)]
  })
}

function checkLoss(model: Model, output: ModelCall): Problem[] {
  const { name } = output.layer
  const [shape] = output.inputShapes
  if (shape!.length !== 2) return [texts.outputRank(output.node, name, format(shape!))]
  const loss = output.layer.props.loss as Config
  const last = finalActivation(model, output)
  const unfit =
    checkMetrics(output, 'metrics', shape!.at(-1) ?? 0) ??
    checkMetrics(output, 'weighted_metrics', shape!.at(-1) ?? 0)
  if (unfit) return [unfit]
  const withLoss = (type: string): Fix => ({
    label: texts.fixes.use(type),
    apply: (d) => setProp(d, output.node, 'loss', type),
  })
  const definition = memberOf(losses, loss)
  const { probabilities: needed } = definition
  // A softmax of one number is always 1.
  if (definition.target === 'number' && !needed && last === 'softmax')
    return [
      texts.lossActivation(
        output.node,
        name,
        loss.type,
        last,
        'sparse_categorical_crossentropy',
        withLoss('sparse_categorical_crossentropy'),
      ),
    ]
  if (definition.beneath && loss.from_logits === true && (last === 'softmax' || last === 'sigmoid'))
    return [texts.logitsIgnored(output.node, name, loss.type, last)]
  if (!needed || loss.from_logits === true || last === needed) return []
  if (needed === 'softmax' && last === 'sigmoid') return []
  const dense = feederOf(model, output)
  const fix: Fix | undefined =
    dense.layer.definition.type === 'Dense'
      ? { label: texts.fixes.use(needed), apply: (d) => setProp(d, dense.node, 'activation', needed) }
      : undefined
  return [texts.lossNeedsProbabilities(output.node, name, loss.type, needed, 'from_logits' in loss, fix)]
}

/** The first metric that the loss's target, or the number of outputs, does not suit. */
function checkMetrics(
  output: ModelCall,
  field: 'metrics' | 'weighted_metrics',
  units: number,
): Problem | null {
  const { name, props } = output.layer
  const loss = props.loss as Config
  const configs = props[field] as readonly Config[]
  const { target } = memberOf(losses, loss)
  for (const [i, config] of configs.entries()) {
    const { forms } = memberOf(metrics, config)
    if (!forms.includes(target)) {
      const rest = configs.filter((_, j) => j !== i).map((c) => c as Json)
      const left = configs.some((c) => c.type === 'accuracy') ? rest : ['accuracy', ...rest]
      return texts.metricTarget(output.node, name, config.type, forms, loss.type, target, {
        label: texts.fixes.use('accuracy'),
        apply: (d) => setProp(d, output.node, field, left),
      })
    }
    if (typeof config.class_id === 'number' && config.class_id >= units)
      return texts.noSuchClass(output.node, name, config.type, config.class_id, units)
  }
  return null
}

/** Activation of the layer before the Output: its own, or linear. */
function finalActivation(model: Model, output: ModelCall): string {
  const { definition, props } = feederOf(model, output).layer
  if (definition.type === 'Softmax') return 'softmax'
  return (props.activation as Config | undefined)?.type ?? 'linear'
}
