/** Checks the network against the data: the shape of each Input and the number of rows. For Outputs: check-outputs.ts. */
import { embedding } from '../catalog/layers/embedding.ts'
import { losses } from '../catalog/losses/index.ts'
import { columnsNamed, totalWidth } from '../data/column-info.ts'
import { type DataInfo, indexOfTarget } from '../data/data-info.ts'
import type { Document } from '../document/document.ts'
import { setData } from '../document/edits.ts'
import { getMember } from '../fields/index.ts'
import { formatShape } from '../graph/shape.ts'
import { addHead } from './add-head.ts'
import { checkTrainingData } from './check-training.ts'
import * as texts from './data-texts.ts'
import { embedCodes } from './embed-codes.ts'
import type { Fix, Problem } from './fix.ts'
import { setProp } from './fixes.ts'
import { columnsOf, type Model, type ModelCall } from './model.ts'
import { outputsOf } from './series.ts'
import { fixes } from './texts.ts'

export function checkAgainstData(document: Document, model: Model, data: DataInfo): Problem[] {
  const problems: Problem[] = model.inputs.flatMap((i) => checkInput(model.calls[i]!, data) ?? [])
  problems.push(
    ...checkIndices(document, model, data),
    ...checkCodes(model, data),
    ...checkTargets(model, data),
  )
  if (data.rows.train === 0) problems.push(texts.noRows({ en: 'training', ko: '학습' }))
  problems.push(...checkClassRows(model, data))
  const hasRowWeights = document.training.class_weight !== null || data.weights !== null
  for (const { call, name, props } of outputsOf(model))
    if (props.weighted_metrics.length > 0 && !hasRowWeights)
      problems.push(texts.nothingWeighs(call.node, name))
  problems.push(...checkTrainingData(document, model, data))
  return problems
}

/** Why the data give an Input no rows of its shape; null if they do. */
export function checkInput(call: ModelCall, data: DataInfo): Problem | null {
  const shape = call.layer.props.shape as readonly number[]
  const columns = columnsOf(call)
  const fault = columns && checkColumns(call, columns, data)
  if (fault) return fault
  const selected = columns?.flatMap((name) => columnsNamed(data.columns, name))
  const expected = selected ? [totalWidth(selected)] : data.shape
  if (JSON.stringify(shape) === JSON.stringify(expected)) return null
  const fix: Fix = {
    label: fixes.shape(`[${expected.join(', ')}]`),
    apply: (d) => setProp(d, call.node, 'shape', expected),
  }
  const message = columns ? texts.columnsShape : texts.dataShape
  return message(call.node, call.layer.name, formatShape(expected), formatShape(shape), fix)
}

/** Every class should have rows in every part. A target that is learned as a number has values instead of classes. */
function checkClassRows(model: Model, { targets, rows }: DataInfo): Problem[] {
  const names = targets.map(({ name }) => name)
  const learned = new Set(
    outputsOf(model)
      .filter(({ props }) => getMember(losses, props.loss).target !== 'number')
      .map(({ props }) => targets[indexOfTarget(names, props.target)]),
  )
  return [...learned].flatMap((target) =>
    (['train', 'validation', 'test'] as const).flatMap((part) => {
      const missing = target?.classes.filter((_, c) => target.counts?.[part][c] === 0) ?? []
      return missing.length > 0 && rows[part] > 0 ? [texts.classWithoutRows(part, missing)] : []
    }),
  )
}

function checkColumns(
  { node, layer }: ModelCall,
  columns: readonly string[],
  data: DataInfo,
): Problem | null {
  const known = new Set(data.columns.flatMap(({ name, source }) => [source ?? name, name]))
  const missing = columns.filter((name) => !known.has(name))
  if (missing.length > 0) return texts.noSuchColumns(node, layer.name, missing, [...known])
  const duplicate = columns.find((name, i) => columns.indexOf(name) !== i)
  return duplicate === undefined ? null : texts.columnTwice(node, layer.name, duplicate)
}

/** A target that nobody predicts is left out of the training in silence.  */
function checkTargets(model: Model, { targets }: DataInfo): Problem[] {
  const names = targets.map(({ name }) => name)
  const outputs = outputsOf(model)
  const learned = new Set(outputs.map(({ props }) => indexOfTarget(names, props.target)))
  // Another problem says that an Output names no target of the data.
  if (learned.has(-1)) return []
  return targets.flatMap((target, i) =>
    learned.has(i)
      ? []
      : [texts.targetWithoutOutput(outputs[0]!.call.node, target.name, addHead(model, target))],
  )
}

/** Codes are names and no amounts: a layer that computes with them learns nonsense. */
function checkCodes(model: Model, data: DataInfo): Problem[] {
  return model.inputs.flatMap((i): Problem[] => {
    const { node, layer } = model.calls[i]!
    const followers = model.calls.filter(({ inputs }) => inputs.includes(i))
    if (followers.every((call) => call.layer.definition.takesIndices)) return []
    const names = columnsOf(model.calls[i]!)
    const selected = names?.flatMap((name) => columnsNamed(data.columns, name)) ?? data.columns
    const codes = selected.find(({ code }) => code?.kind === 'index')
    if (!codes) return []
    const columns = names ?? [...new Set(data.columns.map(({ name, source }) => source ?? name))]
    const fix: Fix = {
      label: fixes.add(embedding.type),
      apply: (d) => embedCodes(d, data, node, columns, codes),
    }
    return [texts.codesAsNumbers(node, layer.name, codes.source ?? codes.name, codes.code!.size, fix)]
  })
}

/** A layer that takes indices needs the unscaled numbers of the data. */
function checkIndices(document: Document, model: Model, { preparation, columns }: DataInfo): Problem[] {
  const { offset, scale } = preparation
  const isScaled = offset.some((v) => v !== 0) || scale.some((v) => v !== 1)
  const isChanged = (i: number): boolean => {
    const names = columnsOf(model.calls[i]!)
    const selected = names?.flatMap((name) => columnsNamed(columns, name)) ?? columns
    return isScaled || selected.some(({ code, isPrepared }) => isPrepared && code?.kind !== 'index')
  }
  const inputs = new Set(model.inputs.filter(isChanged))
  const found = model.calls.filter(
    (call) => call.layer.definition.takesIndices && call.inputs.some((i) => inputs.has(i)),
  )
  const fix: Fix | undefined =
    document.data?.source.standardize === true
      ? { label: fixes.plainNumbers, apply: (d) => setData(d, 'source.standardize', false) }
      : undefined
  return found.map((call) => texts.embeddingScaled(call.node, call.layer.name, fix))
}
