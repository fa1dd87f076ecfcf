/** The document of a case that is compared with Keras, and the names in it. */
import type { Document } from '../../shared/document/document.ts'
import { emptyDocument, newLayer } from '../../shared/document/new.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { CaseLayer, CaseOutput, KerasCase } from './cases/types.ts'

/** The name of a column of the rows. */
export const columnName = (index: number): string => `column${index}`
/** The name of a target. */
export const targetName = (place: number): string => `target${place}`

/** The name of an Output's layer. */
export const outputLayer = (c: KerasCase, i: number): string => `layer${1 + c.layers.length + i}`

const outputsOf = (c: KerasCase): readonly CaseOutput[] =>
  c.outputs ?? [
    {
      from: callsOf(c).length,
      loss: c.loss!,
      ...(c.lossWeight === undefined ? {} : { lossWeight: c.lossWeight }),
      ...(c.metrics ? { metrics: c.metrics } : {}),
      ...(c.weightedMetrics ? { weightedMetrics: c.weightedMetrics } : {}),
    },
  ]

/** The document of the case, as a user would draw it. */
export function documentOf(c: KerasCase): Document {
  const document = emptyDocument(c.name)
  const inputs = (c.inputs ?? [null]).map((columns): CaseLayer => {
    const inputProps: JsonObject = { shape: [...c.input] }
    return {
      type: 'Input',
      props: columns ? { shape: [columns.length], columns: columns.map(columnName) } : inputProps,
    }
  })
  const outputs = outputsOf(c)
  const outputLayers: CaseLayer[] = outputs.map((o) => ({
    type: 'Output',
    props: {
      loss: o.loss,
      loss_weight: o.lossWeight ?? 1,
      metrics: [...(o.metrics ?? [])],
      ...(o.weightedMetrics ? { weighted_metrics: [...o.weightedMetrics] } : {}),
      ...(o.target ? { target: typeof o.target === 'string' ? o.target : targetName(o.target) } : {}),
    },
  }))
  const [first, ...others] = inputs
  const instances = [first!, ...c.layers, ...outputLayers, ...others]
  const layers = instances.map(
    ({ type, props, trainable, dtype }, i) =>
      [
        `l${i}`,
        {
          ...newLayer(type),
          name: `layer${i}`,
          props: props ?? {},
          trainable: trainable ?? true,
          dtype: dtype ?? null,
        },
      ] as const,
  )
  const calls = callsOf(c)
  const end = 1 + c.layers.length
  // Nodes: the first Input, the calls, the Outputs, then the other Inputs.
  const order = [
    0,
    ...calls.map(([i]) => i! + 1),
    ...outputLayers.map((_, i) => end + i),
    ...others.map((_, i) => end + outputLayers.length + i),
  ]
  const nodeOf = (from: number) => `n${from < 0 ? calls.length + outputLayers.length - from : from}`
  const wires = [...calls.map(([, ...from]) => from), ...outputs.map(({ from }) => [from])].flatMap(
    (sources, n) =>
      sources.map((from, port) => ({
        from: { node: nodeOf(from), port: 0 },
        to: { node: `n${n + 1}`, port },
      })),
  )
  const position = { x: 0, y: 0 }
  const network = {
    ...document.networks.main!,
    layers: Object.fromEntries(layers),
    nodes: Object.fromEntries(
      order.map((layer, n) => [`n${n}`, { kind: 'layer' as const, layer: `l${layer}`, position }]),
    ),
    edges: Object.fromEntries(wires.map((edge, n) => [`e${n}`, edge])),
  }
  return { ...document, networks: { main: network } }
}

/** [layer, input, …] for each call. */
export const callsOf = (c: KerasCase): readonly (readonly number[])[] =>
  c.graph ?? (c.calls ?? c.layers.map((_, i) => i)).map((i, n) => [i, n])

/** The node of a call, counted from 0. */
export const callNode = (call: number): string => `n${call + 1}`
