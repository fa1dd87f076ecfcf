/** Output shape, weights and cost of one layer for given input shapes, found by building it into a scratch graph. Cached by arguments
 *  and input shapes, so an edit recomputes one layer and the layers whose input shapes change. */

import { hasAxis } from '../catalog/constraints/index.ts'
import { initializers } from '../catalog/initializers/index.ts'
import { valueCount } from '../catalog/initializers/initializer.ts'
import { LayerError } from '../catalog/layer-error.ts'
import type { LayerBuilder, LayerDefinition } from '../catalog/layers/layer.ts'
import { type Config, getMember } from '../fields/index.ts'
import { createGraph, createOps } from '../graph/graph.ts'
import { GraphError } from '../graph/op.ts'
import { formatShape, type Shape } from '../graph/shape.ts'
import { type Text, untranslated } from '../text.ts'

export interface WeightFact {
  readonly name: string
  readonly shape: readonly number[]
  readonly kind: 'weight' | 'state'
}
export interface LayerFacts {
  readonly output: Shape | null
  readonly weights: readonly WeightFact[]
  /** Number of elements of its weights, by kind. */
  readonly sizes: { readonly [K in WeightFact['kind']]: number }
  /** Floating-point operations of the matrix products for one row. */
  readonly flops: number
  readonly fault: { readonly text: Text; readonly field: string | null } | null
}

type Props = { readonly [field: string]: unknown }
/** By definition, then by arguments and shapes: a large network has many equal layers. */
const cache = new WeakMap<LayerDefinition, Map<string, LayerFacts>>()
const MAX_CACHED = 10_000

/** A number for each set of equal arguments, as a short cache key. After `idsByText` is cleared, equal arguments get a new number. */
const propsIds = new WeakMap<Props, number>()
let idsByText = new Map<string, number>()
let lastId = 0

/** JSON has no infinite numbers. */
const encodeInfinity = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? `${value}` : value

function propsId(props: Props): number {
  const cached = propsIds.get(props)
  if (cached !== undefined) return cached
  const text = JSON.stringify(props, encodeInfinity)
  if (idsByText.size >= MAX_CACHED) idsByText = new Map()
  const number = idsByText.get(text) ?? ++lastId
  idsByText.set(text, number)
  propsIds.set(props, number)
  return number
}

export function layerFacts(definition: LayerDefinition, props: Props, inputs: readonly Shape[]): LayerFacts {
  const key = `${propsId(props)} ${JSON.stringify(inputs)}`
  const existing = cache.get(definition)
  const entries = existing && existing.size < MAX_CACHED ? existing : new Map<string, LayerFacts>()
  cache.set(definition, entries)
  const facts = entries.get(key) ?? build(definition, props, inputs)
  entries.set(key, facts)
  return facts
}

function build(definition: LayerDefinition, props: Props, inputs: readonly Shape[]): LayerFacts {
  const graph = createGraph()
  const m = createOps(graph)
  const weights: WeightFact[] = []
  const declareWeight = (
    kind: WeightFact['kind'],
    name: string,
    shape: readonly number[],
    initializer: Config,
  ) => {
    const { rank = 0 } = getMember(initializers, initializer)
    if (shape.length < rank) throw wrongRank(name, shape, initializer.type)
    weights.push({ name, shape, kind })
    return m.argument(`state:${name}`, shape)
  }
  const builder: LayerBuilder = {
    ...m,
    training: false,
    frozen: false,
    weight(name, shape, { initializer, constraint }) {
      if (constraint && !hasAxis(constraint, shape.length)) throw noAxis(name, shape, constraint)
      return declareWeight('weight', name, shape, initializer)
    },
    state: (name, shape, initializer) => declareWeight('state', name, shape, initializer),
    update: () => {},
    uniform: (shape) => m.argument('uniform', shape),
    normal: (shape) => m.argument('normal', shape),
    addLoss: () => {},
    activityLoss: () => {},
  }
  try {
    const xs = inputs.map((shape, i) => m.argument(`input:${i}`, shape))
    const output = definition.build(builder, xs, props as never)
    return {
      output: output.shape,
      weights,
      sizes: { weight: sizeOf(weights, 'weight'), state: sizeOf(weights, 'state') },
      flops: graph.ops.reduce((n, op) => n + (op.definition.flops?.(op) ?? 0), 0),
      fault: null,
    }
  } catch (error) {
    if (error instanceof LayerError) return factsOfFault({ text: error.text, field: error.field })
    if (error instanceof GraphError) return factsOfFault({ text: untranslated(error.message), field: null })
    throw error
  }
}

const factsOfFault = (fault: NonNullable<LayerFacts['fault']>): LayerFacts => ({
  output: null,
  weights: [],
  sizes: { weight: 0, state: 0 },
  flops: 0,
  fault,
})

const sizeOf = (weights: readonly WeightFact[], kind: WeightFact['kind']): number =>
  weights.reduce((n, w) => n + (w.kind === kind ? valueCount(w.shape) : 0), 0)

const wrongRank = (weight: string, shape: readonly number[], initializer: string) =>
  new LayerError(
    {
      en: `${initializer} needs a matrix, but ${weight} has the shape ${formatShape(shape)}. Choose another ${weight}_initializer.`,
      ko: `${initializer}에는 행렬이 필요한데 ${weight}의 모양은 ${formatShape(shape)}입니다. 다른 ${weight}_initializer를 고르세요.`,
    },
    `${weight}_initializer`,
  )

const noAxis = (weight: string, shape: readonly number[], { type, axis }: Config) =>
  new LayerError(
    {
      en: `${type} works along axis ${axis}, but ${weight} has the shape ${formatShape(shape)}. Choose an axis from 0 to ${shape.length - 1}.`,
      ko: `${type}이(가) ${axis}번 축을 쓰는데 ${weight}의 모양은 ${formatShape(shape)}입니다. 0부터 ${shape.length - 1}까지에서 고르세요.`,
    },
    `${weight}_constraint`,
  )
