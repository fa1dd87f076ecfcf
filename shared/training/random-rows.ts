/** Rows for a network without data: standard-normal features in the shape of each Input, and targets that its losses accept, all by seed. */
import { losses } from '../catalog/losses/index.ts'
import { type TargetInfo, targetColumn } from '../data/data-info.ts'
import { type Config, getMember } from '../fields/index.ts'
import type { Model, ModelCall } from '../model/model.ts'
import { createStream, type Stream } from '../random/stream.ts'
import { deriveKey, hashName } from '../random/threefry.ts'
import { ownInput } from './plan.ts'
import type { PlanSettings } from './plan-settings.ts'

export interface RandomRows {
  /** The model, whose Outputs name the targets that are drawn for them. */
  readonly model: Model
  readonly data: PlanSettings['data']
  /** By name: `x/input_1`, y, y1. */
  readonly columns: ReadonlyMap<string, Float32Array | Int32Array>
}

/** Distinguishes these numbers from others of the seed. */
const PURPOSE = 11

export function randomRows(model: Model, rows: number, seed: number): RandomRows {
  const streamOf = (name: string) => createStream(deriveKey([seed, PURPOSE], hashName(name)))
  const columns = new Map<string, Float32Array | Int32Array>()
  for (const [i, { layer, outputShape }] of model.calls.entries()) {
    if (layer.definition.role !== 'input') continue
    const size = sizeOf(outputShape)
    const codes = codesFrom(model, i)
    const stream = streamOf(`input/${layer.name}`)
    const value = codes === null ? () => stream.normal() : () => stream.uniformInt(codes)
    columns.set(ownInput(layer.name), Float32Array.from({ length: rows * size }, value))
  }
  const targets = model.outputs.map((call, i) => {
    const { info, values } = drawTarget(model.calls[call]!, rows, streamOf(`output/${i}`))
    columns.set(targetColumn(i), values)
    return { ...info, name: targetColumn(i) }
  })
  const calls = model.calls.map((call, i) => {
    const at = model.outputs.indexOf(i)
    const { layer } = call
    return at < 0
      ? call
      : { ...call, layer: { ...layer, props: { ...layer.props, target: targetColumn(at) } } }
  })
  return {
    model: { ...model, calls },
    data: {
      shape: [],
      dtype: 'float32',
      preparation: { offset: [0], scale: [1] },
      targets: targets as unknown as PlanSettings['data']['targets'],
      weights: null,
      columns: [],
      ownInputs: true,
    },
    columns,
  }
}

const sizeOf = (shape: readonly (number | null)[]): number =>
  shape.slice(1).reduce<number>((n, d) => n * (d ?? 1), 1)

/** The number of codes that a layer takes from this Input, directly or through layers without weights; null if none takes codes. */
function codesFrom({ calls }: Model, input: number): number | null {
  const passed = new Set([input])
  let codes: number | null = null
  for (const [i, { layer, inputs }] of calls.entries()) {
    if (!inputs.some((from) => passed.has(from))) continue
    if (layer.definition.takesIndices) codes = Math.min(codes ?? Infinity, layer.props.input_dim as number)
    else if (layer.weights.length === 0) passed.add(i)
  }
  return codes
}

/** Classes are uniform, labels are 0 or 1, counts are at least 0, and other numbers are standard normal. */
function drawTarget(
  { layer, inputShapes }: ModelCall,
  rows: number,
  stream: Stream,
): { readonly info: Omit<TargetInfo, 'name'>; readonly values: Float32Array | Int32Array } {
  const loss = getMember(losses, layer.props.loss as Config)
  const width = sizeOf(inputShapes[0]!)
  const names = (count: number) => Array.from({ length: count }, (_, i) => `class ${i}`)
  const numbers = (next: () => number) => Float32Array.from({ length: rows * width }, next)
  if (loss.target !== 'number' || (loss.twoClasses && width === 1)) {
    const classes = loss.target === 'number' ? 2 : width
    const values = Int32Array.from({ length: rows }, () => stream.uniformInt(classes))
    return { info: { kind: 'classes', classes: names(classes) }, values }
  }
  const next = loss.twoClasses
    ? () => stream.uniformInt(2)
    : loss.forCounts
      ? () => Math.abs(stream.normal())
      : () => stream.normal()
  // Several numbers of a row are side by side, as labels are.
  const info: Omit<TargetInfo, 'name'> =
    width === 1 ? { kind: 'number', classes: [] } : { kind: 'labels', classes: names(width) }
  return { info, values: numbers(next) }
}
