/** Rows for a network without data: standard-normal features in the shape of each Input, and targets that its losses accept, all by seed. */
import { losses } from '../catalog/losses/index.ts'
import { type TargetInfo, targetColumn } from '../data/data-info.ts'
import { type Config, getMember } from '../fields/index.ts'
import type { Model, ModelCall } from '../model/model.ts'
import { createStream } from '../random/stream.ts'
import { deriveKey, hashName } from '../random/threefry.ts'
import { ownInput } from './plan.ts'
import type { PlanSettings } from './plan-settings.ts'

/** A column that is drawn. Plain data: equal columns of one seed have equal values. */
export interface RandomColumn {
  /** In the batch: `x/input_1`, y, y1. */
  readonly name: string
  /** Numbers of a row. */
  readonly width: number
  /** `amount`: absolute values of normal numbers; else whole numbers from 0 to below. */
  readonly numbers: 'normal' | 'amount' | { readonly below: number }
  readonly dtype: 'float32' | 'int32'
}

export interface RandomRows {
  /** The model, whose Outputs name the targets that are drawn for them. */
  readonly model: Model
  readonly data: PlanSettings['data']
  readonly columns: readonly RandomColumn[]
}

/** What is drawn for a network. */
export function randomRows(model: Model): RandomRows {
  const inputs = model.calls.flatMap(({ layer, outputShape }, i): RandomColumn[] => {
    if (layer.definition.role !== 'input') return []
    const codes = codesFrom(model, i)
    const numbers = codes === null ? 'normal' : { below: codes }
    return [{ name: ownInput(layer.name), width: sizeOf(outputShape), numbers, dtype: 'float32' }]
  })
  const targets = model.outputs.map((call, i) => targetOf(model.calls[call]!, targetColumn(i)))
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
      targets: targets.map(({ info }) => info) as unknown as PlanSettings['data']['targets'],
      weights: null,
      columns: [],
      ownInputs: true,
    },
    columns: [...inputs, ...targets.map(({ column }) => column)],
  }
}

/** Distinguishes these numbers from others of the seed. */
const PURPOSE = 11

export function drawColumn(
  { name, width, numbers, dtype }: RandomColumn,
  rows: number,
  seed: number,
): Float32Array | Int32Array {
  const stream = createStream(deriveKey([seed, PURPOSE], hashName(name)))
  const values = dtype === 'int32' ? new Int32Array(rows * width) : new Float32Array(rows * width)
  for (let i = 0; i < values.length; i++)
    values[i] =
      numbers === 'normal'
        ? stream.normal()
        : numbers === 'amount'
          ? Math.abs(stream.normal())
          : stream.uniformInt(numbers.below)
  return values
}

const sizeOf = (shape: readonly (number | null)[]): number =>
  shape.slice(1).reduce<number>((n, d) => n * (d ?? 1), 1)

/** The number of codes that a layer takes from this Input, directly or through layers without weights; null if none takes codes. */
function codesFrom({ calls }: Model, input: number): number | null {
  const passed = new Set([input])
  let codes: number | null = null
  for (const [i, { layer, inputs }] of calls.entries()) {
    if (!inputs.some((from) => passed.has(from))) continue
    if (layer.definition.takesIndices)
      codes = Math.min(codes ?? Number.POSITIVE_INFINITY, layer.props.input_dim as number)
    else if (layer.weights.length === 0) passed.add(i)
  }
  return codes
}

/** Classes are uniform, labels are 0 or 1, counts are at least 0, and other numbers are standard normal. */
function targetOf(
  { layer, inputShapes }: ModelCall,
  name: string,
): { readonly info: TargetInfo; readonly column: RandomColumn } {
  const loss = getMember(losses, layer.props.loss as Config)
  const width = sizeOf(inputShapes[0]!)
  const names = (count: number) => Array.from({ length: count }, (_, i) => `class ${i}`)
  if (loss.target !== 'number' || (loss.twoClasses && width === 1)) {
    const classes = loss.target === 'number' ? 2 : width
    return {
      info: { name, kind: 'classes', classes: names(classes) },
      column: { name, width: 1, numbers: { below: classes }, dtype: 'int32' },
    }
  }
  return {
    // Several numbers of a row are side by side, as labels are.
    info:
      width === 1 ? { name, kind: 'number', classes: [] } : { name, kind: 'labels', classes: names(width) },
    column: {
      name,
      width,
      numbers: loss.twoClasses ? { below: 2 } : loss.forCounts ? 'amount' : 'normal',
      dtype: 'float32',
    },
  }
}
