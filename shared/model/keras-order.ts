/** The order in which Keras lists the layers of a functional model: by distance from the output, then in the order of a traversal from
 *  the output. keras/src/ops/function.py map_graph. */
import type { Model, ModelLayer } from './model.ts'

/** All layers including the InputLayer, without the Output, which is no Keras layer. */
export function operationOrder(model: Model): ModelLayer[] {
  const found = new Map<ModelLayer, number>()
  const finished: number[] = []
  const seen = new Set<number>()
  // An explicit stack, because a recursion would be as deep as the network.
  const visit = (start: number): void => {
    const open: { readonly call: number; next: number }[] = []
    const enter = (call: number) => {
      if (seen.has(call)) return
      seen.add(call)
      const { layer } = model.calls[call]!
      if (!found.has(layer)) found.set(layer, found.size)
      open.push({ call, next: 0 })
    }
    enter(start)
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const input = model.calls[top.call]!.inputs[top.next++]
      if (input !== undefined) enter(input)
      else finished.push(open.pop()!.call)
    }
  }
  // Several Outputs are a dict in Keras, which is traversed in the order of its keys.
  const outputs = model.outputs.map((i) => model.calls[i]!)
  for (const { inputs } of [...outputs].sort((a, b) => (a.layer.name < b.layer.name ? -1 : 1)))
    for (const i of inputs) visit(i)

  const ofCall = new Map<number, number>()
  const ofLayer = new Map<ModelLayer, number>()
  for (const i of finished.reverse()) {
    const { layer, inputs } = model.calls[i]!
    // All calls of a shared layer are at the depth of the call nearest the input.
    const depth = Math.max(ofCall.get(i) ?? 0, ofLayer.get(layer) ?? 0)
    ofLayer.set(layer, depth)
    for (const input of inputs) ofCall.set(input, Math.max(depth + 1, ofCall.get(input) ?? 0))
  }
  return [...ofLayer.keys()].sort(
    (a, b) => ofLayer.get(b)! - ofLayer.get(a)! || found.get(a)! - found.get(b)!,
  )
}
