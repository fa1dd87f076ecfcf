/** What shapes alone do not show: whether loss, last activation, data and callbacks go together. */
import { produce } from 'immer'
import type { DataInfo } from '../data/data-info.ts'
import { type Document, mainNetwork, type NodeId } from '../document/document.ts'
import { setData } from '../document/edits.ts'
import type { Config } from '../fields/index.ts'
import { memberOf } from '../fields/index.ts'
import { format } from '../graph/shape.ts'
import type { Json } from '../json.ts'
import type { Fix, Problem } from '../problem.ts'
import { losses } from '../training/losses/index.ts'
import { metricNames, metrics } from '../training/metrics/index.ts'
import { checkTraining, checkTrainingData } from './check-training.ts'
import { insertFlattenBefore } from './fixes.ts'
import { countParameters, type Model, type ModelCall } from './model.ts'
import * as texts from './texts.ts'

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
  for (const call of outputs(model)) problems.push(...checkLoss(model, call))
  const series = seriesOf(model)
  // While no data is chosen, nobody knows yet whether there will be validation rows.
  const reported =
    (document.data?.split.validation ?? 1) > 0 ? [...series, ...series.map((s) => `val_${s}`)] : series
  problems.push(...checkTraining(document, reported))
  return problems
}

/** Names of the figures a training reports: loss, then metrics. */
export const seriesOf = (model: Model): string[] => [
  'loss',
  ...outputs(model).flatMap((c) => metricNames(c.layer.props.metrics as readonly Config[])),
]

function checkLoss(model: Model, output: ModelCall): Problem[] {
  const { name } = output.layer
  const [shape] = output.inputShapes
  if (shape!.length !== 2) return [texts.outputRank(output.node, name, format(shape!))]
  const loss = output.layer.props.loss as Config
  const last = finalActivation(model, output)
  const unfit = checkMetrics(output, loss, shape!.at(-1) ?? 0)
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
  const dense = feeder(model, output)
  const fix: Fix | undefined =
    dense.layer.definition.type === 'Dense'
      ? { label: texts.fixes.use(needed), apply: (d) => setProp(d, dense.node, 'activation', needed) }
      : undefined
  return [texts.lossNeedsProbabilities(output.node, name, loss.type, needed, 'from_logits' in loss, fix)]
}

/** The first metric that the loss's target, or the number of outputs, does not suit. */
function checkMetrics(output: ModelCall, loss: Config, units: number): Problem | null {
  const { name } = output.layer
  const configs = output.layer.props.metrics as readonly Config[]
  const { target } = memberOf(losses, loss)
  for (const [i, config] of configs.entries()) {
    const { forms } = memberOf(metrics, config)
    if (!forms.includes(target)) {
      const rest = configs.filter((_, j) => j !== i).map((c) => c as Json)
      const left = configs.some((c) => c.type === 'accuracy') ? rest : ['accuracy', ...rest]
      return texts.metricTarget(output.node, name, config.type, forms, loss.type, target, {
        label: texts.fixes.use('accuracy'),
        apply: (d) => setProp(d, output.node, 'metrics', left),
      })
    }
    if (typeof config.class_id === 'number' && config.class_id >= units)
      return texts.noSuchClass(output.node, name, config.type, config.class_id, units)
  }
  return null
}

export function checkAgainstData(document: Document, model: Model, data: DataInfo): Problem[] {
  const problems: Problem[] = []
  for (const i of model.inputs) {
    const call = model.calls[i]!
    const shape = call.layer.props.shape as readonly number[]
    if (call.layer.props.columns !== null) problems.push(texts.columnsNotTaken(call.node, call.layer.name))
    if (JSON.stringify(shape) !== JSON.stringify(data.shape)) {
      const fix: Fix = {
        label: texts.fixes.shape(`[${data.shape.join(', ')}]`),
        apply: (d) => setProp(d, call.node, 'shape', data.shape),
      }
      problems.push(texts.dataShape(call.node, call.layer.name, format(data.shape), format(shape), fix))
    }
  }
  problems.push(...checkEmbeddings(document, model, data))
  if (data.rows.train === 0) problems.push(texts.noRows({ en: 'training', ko: '훈련' }))
  for (const call of outputs(model)) problems.push(...checkTarget(model, call, data))
  problems.push(...checkTrainingData(document, data))
  return problems
}

/** An Embedding wants the numbers of the data as they are. */
function checkEmbeddings(document: Document, model: Model, { preparation }: DataInfo): Problem[] {
  const { offset, scale } = preparation
  if (offset.every((v) => v === 0) && scale.every((v) => v === 1)) return []
  const inputs = new Set(model.inputs)
  const found = model.calls.filter(
    (call) => call.layer.definition.type === 'Embedding' && call.inputs.some((i) => inputs.has(i)),
  )
  const plain: Fix | undefined =
    document.data?.source.standardize === true
      ? { label: texts.fixes.plainNumbers, apply: (d) => setData(d, 'source.standardize', false) }
      : undefined
  return found.map((call) => texts.embeddingScaled(call.node, call.layer.name, plain))
}

function checkTarget(model: Model, output: ModelCall, data: DataInfo): Problem[] {
  const { name, props } = output.layer
  if (props.target !== null && props.target !== data.target.name)
    return [texts.otherTarget(output.node, name, data.target.name, String(props.target))]
  const loss = props.loss as Config
  const form = memberOf(losses, loss).target
  const units = output.inputShapes[0]!.at(-1) ?? 0
  const classes = data.target.classes.length
  const dense = feeder(model, output)
  const setUnits = (n: number): Fix | undefined =>
    dense.layer.definition.type === 'Dense'
      ? { label: texts.fixes.units(n), apply: (d) => setProp(d, dense.node, 'units', n) }
      : undefined
  const withLoss = (type: string): Fix => ({
    label: texts.fixes.use(type),
    apply: (d) => setProp(d, output.node, 'loss', type),
  })
  if (form !== 'number') {
    if (data.target.kind === 'number')
      return [
        texts.classesNeeded(output.node, name, loss.type, data.target.name, withLoss('mean_squared_error')),
      ]
    const wrong = form === 'one-hot' ? units !== classes : units < classes
    return wrong ? [texts.tooFewOutputs(output.node, name, units, classes, setUnits(classes))] : []
  }
  if (units !== 1) return [texts.oneOutput(output.node, name, loss.type, units, setUnits(1))]
  if (memberOf(losses, loss).twoClasses && data.target.kind === 'classes' && classes !== 2)
    return [
      texts.binaryClasses(output.node, name, loss.type, classes, withLoss('sparse_categorical_crossentropy')),
    ]
  return []
}

const outputs = (model: Model): ModelCall[] => model.outputs.map((i) => model.calls[i]!)
const feeder = (model: Model, call: ModelCall): ModelCall => model.calls[call.inputs[0]!]!

/** Activation of the layer before the Output: its own, or linear. */
function finalActivation(model: Model, output: ModelCall): string {
  const { definition, props } = feeder(model, output).layer
  if (definition.type === 'Softmax') return 'softmax'
  return (props.activation as Config | undefined)?.type ?? 'linear'
}

/** Sets one raw prop of a node's layer. */
function setProp(document: Document, node: NodeId, field: string, value: Json): Document {
  const target = mainNetwork(document).nodes[node]
  if (target?.kind !== 'layer') return document
  return produce(document, (draft) => {
    const layer = draft.networks[draft.main]!.layers[target.layer]!
    ;(layer.props as { [field: string]: Json })[field] = value
  })
}
