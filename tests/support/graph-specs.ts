/** Builds models with branches directly, without a document, so that tests can summarize and write out any graph. */

import { layers as layerFamily } from '../../shared/catalog/layers/index.ts'
import { defaultProps, getMember, readProps } from '../../shared/fields/index.ts'
import { layerFacts } from '../../shared/model/layer-facts.ts'
import type { Model, ModelCall, ModelLayer } from '../../shared/model/model.ts'
import { describeProps } from './keras-comparison.ts'
import { streamOf } from './random-arrays.ts'

export interface GraphSpec {
  readonly input: readonly number[]
  readonly layers: readonly {
    readonly type: string
    readonly name: string
    readonly props?: { readonly [name: string]: unknown }
  }[]
  /** [layer, input, …] for each call. An input is 0 for the Input, and n for the n-th call, counted from 1. */
  readonly calls: readonly (readonly number[])[]
}

export function modelOf(spec: GraphSpec): Model {
  const ioLayer = (type: string, name: string, props: object): ModelLayer => ({
    id: name,
    name,
    definition: getMember(layerFamily, { type }),
    props: { ...defaultProps(getMember(layerFamily, { type }).fields), ...props },
    shared: null,
    trainable: true,
    dtype: null,
    weights: [],
  })
  const calls: ModelCall[] = [
    {
      node: 'in',
      layer: ioLayer('Input', 'input_layer', { shape: spec.input }),
      inputs: [],
      inputShapes: [],
      outputShape: [null, ...spec.input],
    },
  ]
  const layersByIndex = new Map<number, ModelLayer>()
  for (const [n, [index, ...inputs]] of spec.calls.entries()) {
    const { type, name, props } = spec.layers[index!]!
    const definition = getMember(layerFamily, { type })
    const { props: all } = readProps(definition.fields, props ?? {})
    const inputShapes = inputs.map((i) => calls[i]!.outputShape)
    const facts = layerFacts(definition, all, inputShapes)
    if (facts.fault || !facts.output) throw new Error(`${name}: ${facts.fault?.text.en}`)
    const layer = layersByIndex.get(index!) ?? {
      id: name,
      name,
      definition,
      props: all,
      shared: null,
      trainable: true,
      dtype: null,
      weights: facts.weights.map((w) => ({
        name: w.name,
        shape: w.shape,
        trainable: w.kind === 'weight',
      })),
    }
    layersByIndex.set(index!, layer)
    calls.push({
      node: `n${n}`,
      layer,
      inputs,
      inputShapes,
      outputShape: facts.output,
    })
  }
  const last = calls.length - 1
  calls.push({
    node: 'out',
    layer: ioLayer('Output', 'output', {}),
    inputs: [last],
    inputShapes: [calls[last]!.outputShape],
    outputShape: calls[last]!.outputShape,
  })
  return {
    name: 'drawn',
    layers: [...layersByIndex.values()],
    calls,
    inputs: [0],
    blocks: [],
    outputs: [last + 1],
  }
}

/** The description of the model for ask_keras.py. */
export function describeModel(spec: GraphSpec, sequential: boolean) {
  return {
    input_shape: spec.input,
    layers: spec.layers.map(({ type, name, props }) => ({
      keras: `layers.${type}`,
      config: {
        ...describeProps(
          getMember(layerFamily, { type }).fields,
          readProps(getMember(layerFamily, { type }).fields, props ?? {}).props,
        ),
        name,
      },
    })),
    calls: spec.calls,
    sequential,
  }
}

/** A random network with merges, branches and shared layers. Every value of the graph has the shape [batch, 4]. */
export function randomGraph(seed: number): GraphSpec {
  const stream = streamOf(seed)
  const pick = <T>(of: readonly T[]): T => of[stream.uniformInt(of.length)]!
  const layers: { type: string; name: string; props?: object }[] = []
  const calls: number[][] = []
  const unused = new Set([0])
  const add = (call: number[]) => {
    for (const i of call.slice(1)) unused.delete(i)
    calls.push(call)
    unused.add(calls.length)
  }
  const layer = (type: string): number => {
    const props =
      type === 'Dense' ? { units: 4 } : type === 'Activation' ? { activation: { type: 'elu' } } : {}
    const suffix = stream.uniformInt(4) === 0 ? '_with_a_longer_name' : ''
    layers.push({ type, name: `${type.toLowerCase()}_${layers.length}${suffix}`, props })
    return layers.length - 1
  }
  for (let n = 0; n < 3 + stream.uniformInt(8); n++) {
    const shared = layers.findIndex((l) => l.type === 'Dense')
    if (shared >= 0 && stream.uniformInt(5) === 0) add([shared, stream.uniformInt(calls.length + 1)])
    else if (calls.length > 1 && stream.uniformInt(3) === 0)
      add([layer('Add'), stream.uniformInt(calls.length + 1), stream.uniformInt(calls.length + 1)])
    else
      add([
        layer(pick(['Dense', 'Dense', 'BatchNormalization', 'Activation'])),
        stream.uniformInt(calls.length + 1),
      ])
  }
  // Unused values are concatenated at the end, so that all layers belong to the model.
  if (unused.size > 1) add([layer('Concatenate'), ...unused])
  return { input: [4], layers, calls } as GraphSpec
}
