/** Checks beyond shapes: Outputs, figures and callbacks. */
import type { DataInfo } from '../data/data-info.ts'
import type { Document } from '../document/document.ts'
import { formatShape } from '../graph/shape.ts'
import { checkOutputs } from './check-outputs.ts'
import { checkPrecision } from './check-precision.ts'
import { checkTraining } from './check-training.ts'
import type { Problem } from './fix.ts'
import { insertFlattenBefore } from './fixes.ts'
import { countParameters, type Model } from './model.ts'
import { outputsOf, seriesOf } from './series.ts'
import * as texts from './texts.ts'
import { classWeightsOfOne } from './training-texts.ts'

/** The weights and two optimizer slots of this many float32 parameters need 6 GB. */
const PARAMETER_LIMIT = 500_000_000

/** @param data null if it is unknown */
export function checkModel(document: Document, model: Model, data: DataInfo | null): Problem[] {
  const problems: Problem[] = []
  // Only the first such layer on a path is reported: its repair also repairs those after it.
  const affected = new Set<number>()
  for (const [i, call] of model.calls.entries()) {
    const [shape] = call.inputShapes
    const isImage = call.layer.definition.lastAxisOnly && shape !== undefined && shape.length > 2
    const isDownstream = call.inputs.some((from) => affected.has(from))
    if (isImage || isDownstream) affected.add(i)
    if (isImage && !isDownstream)
      problems.push(
        texts.denseOnImage(call.node, call.layer.name, formatShape(shape), {
          label: texts.fixes.insertFlatten,
          apply: (d) => insertFlattenBefore(d, call.node),
        }),
      )
  }
  const { total } = countParameters(model.layers)
  if (total > PARAMETER_LIMIT) problems.push(texts.tooLarge(total, PARAMETER_LIMIT))
  problems.push(...checkOutputs(document, model, data))
  const series = seriesOf(model)
  // Until data is chosen, it is unknown whether there will be validation rows.
  const reported =
    (document.data?.split.validation ?? 1) > 0 ? [...series, ...series.map((s) => `val_${s}`)] : series
  problems.push(
    ...checkFigures(model),
    ...checkTraining(document, model, reported),
    ...checkPrecision(document, model),
  )
  if (model.outputs.length > 1 && document.training.class_weight !== null)
    problems.push(classWeightsOfOne(model.outputs.length))
  return problems
}

/** The limit of figures, because each has its own curves. */
const MAX_FIGURES = 256

/** Figures of different Outputs must have different names; “val” could also clash with “val_loss” of validation. */
function checkFigures(model: Model): Problem[] {
  const count = outputsOf(model).reduce((n, { figures }) => n + figures.length, 0)
  if (count > MAX_FIGURES) return [texts.tooManyFigures(count, MAX_FIGURES)]
  const taken = new Set(['loss', 'val_loss'])
  return outputsOf(model).flatMap(({ call, name, figures }) => {
    const names = figures.flatMap(({ series }) => [series, `val_${series}`])
    const duplicate = names.find((each) => taken.has(each))
    for (const each of names) taken.add(each)
    return duplicate === undefined ? [] : [texts.sameFigure(call.node, name, duplicate)]
  })
}
