/** Whether the network and the data go together: what enters each Input, what each Output is compared with. */
import { type DataInfo, indexOfTarget } from '../data/data-info.ts'
import type { Document } from '../document/document.ts'
import { setData } from '../document/edits.ts'
import { memberOf } from '../fields/index.ts'
import { format } from '../graph/shape.ts'
import type { Fix, Problem } from '../problem.ts'
import { losses } from '../training/losses/index.ts'
import { checkTrainingData } from './check-training.ts'
import * as texts from './data-texts.ts'
import { setProp } from './fixes.ts'
import { columnsOf, feederOf, type Model, type ModelCall } from './model.ts'
import { type ModelOutput, outputsOf } from './series.ts'
import { fixes } from './texts.ts'

export function checkAgainstData(document: Document, model: Model, data: DataInfo): Problem[] {
  const problems: Problem[] = []
  for (const i of model.inputs) {
    const call = model.calls[i]!
    const shape = call.layer.props.shape as readonly number[]
    const columns = columnsOf(call)
    const fault = columns && checkColumns(call, columns, data)
    if (fault) {
      problems.push(fault)
      continue
    }
    const given = columns ? [columns.length] : data.shape
    if (JSON.stringify(shape) !== JSON.stringify(given)) {
      const fix: Fix = {
        label: fixes.shape(`[${given.join(', ')}]`),
        apply: (d) => setProp(d, call.node, 'shape', given),
      }
      const told = columns ? texts.columnsShape : texts.dataShape
      problems.push(told(call.node, call.layer.name, format(given), format(shape), fix))
    }
  }
  problems.push(...checkEmbeddings(document, model, data))
  if (data.rows.train === 0) problems.push(texts.noRows({ en: 'training', ko: '훈련' }))
  const weighed = document.training.class_weight !== null || data.weights !== null
  for (const output of outputsOf(model)) {
    problems.push(...checkTarget(document, model, output, data))
    if (output.props.weighted_metrics.length > 0 && !weighed)
      problems.push(texts.nothingWeighs(output.call.node, output.name))
  }
  problems.push(...checkTrainingData(document, model, data))
  return problems
}

function checkColumns(
  { node, layer }: ModelCall,
  columns: readonly string[],
  data: DataInfo,
): Problem | null {
  const known = new Set(data.columns.map(({ name }) => name))
  const missing = columns.filter((name) => !known.has(name))
  if (missing.length > 0) return texts.noSuchColumns(node, layer.name, missing, [...known])
  const twice = columns.find((name, i) => columns.indexOf(name) !== i)
  return twice === undefined ? null : texts.columnTwice(node, layer.name, twice)
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
      ? { label: fixes.plainNumbers, apply: (d) => setData(d, 'source.standardize', false) }
      : undefined
  return found.map((call) => texts.embeddingScaled(call.node, call.layer.name, plain))
}

function checkTarget(
  document: Document,
  model: Model,
  { call: output, name, props }: ModelOutput,
  data: DataInfo,
): Problem[] {
  const names = data.targets.map((t) => t.name)
  const target = data.targets[indexOfTarget(names, props.target)]
  if (!target) {
    const wanted = props.target!
    return [texts.noSuchTarget(output.node, name, names, wanted, addTarget(document, names, wanted, data))]
  }
  const { loss } = props
  const form = memberOf(losses, loss).target
  const units = output.inputShapes[0]!.at(-1) ?? 0
  const classes = target.classes.length
  const dense = feederOf(model, output)
  const setUnits = (n: number): Fix | undefined =>
    dense.layer.definition.type === 'Dense'
      ? { label: fixes.units(n), apply: (d) => setProp(d, dense.node, 'units', n) }
      : undefined
  const withLoss = (type: string): Fix => ({
    label: fixes.use(type),
    apply: (d) => setProp(d, output.node, 'loss', type),
  })
  if (form !== 'number') {
    if (target.kind === 'number')
      return [texts.classesNeeded(output.node, name, loss.type, target.name, withLoss('mean_squared_error'))]
    const wrong = form === 'one-hot' ? units !== classes : units < classes
    return wrong ? [texts.tooFewOutputs(output.node, name, units, classes, setUnits(classes))] : []
  }
  if (units !== 1) return [texts.oneOutput(output.node, name, loss.type, units, setUnits(1))]
  if (memberOf(losses, loss).twoClasses && target.kind === 'classes' && classes !== 2)
    return [
      texts.binaryClasses(output.node, name, loss.type, classes, withLoss('sparse_categorical_crossentropy')),
    ]
  return []
}

/** Makes a feature of a table a target. */
function addTarget(
  { data: reference }: Document,
  targets: readonly string[],
  wanted: string,
  data: DataInfo,
): Fix | undefined {
  if (reference?.source.type !== 'csv' || !data.columns.some(({ name }) => name === wanted)) return undefined
  const features = reference.source.features as readonly string[] | null
  const left = features?.filter((name) => name !== wanted)
  // No features at all would mean every column.
  if (left?.length === 0) return undefined
  return {
    label: fixes.addTarget(wanted),
    apply: (d) => {
      const added = setData(d, 'source.target', [...targets, wanted])
      return left ? setData(added, 'source.features', left) : added
    },
  }
}
