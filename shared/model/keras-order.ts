/** The order in which Keras lists the layers of a functional model: by distance from the output, then in the order of a traversal from
 *  the output. keras/src/ops/function.py map_graph. */
import type { Model, ModelLayer } from './model.ts'

/** All layers including the InputLayer, without the Output, which is no Keras layer. */
export function operationOrder(model: Model): ModelLayer[] {
  const discovery = new Map<ModelLayer, number>()
  const postorder: number[] = []
  const seen = new Set<number>()
  // An explicit stack, because a recursion would be as deep as the network.
  const visit = (start: number): void => {
    const stack: { readonly call: number; next: number }[] = []
    const enter = (call: number) => {
      if (seen.has(call)) return
      seen.add(call)
      const { layer } = model.calls[call]!
      if (!discovery.has(layer)) discovery.set(layer, discovery.size)
      stack.push({ call, next: 0 })
    }
    enter(start)
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const input = model.calls[top.call]!.inputs[top.next++]
      if (input !== undefined) enter(input)
      else postorder.push(stack.pop()!.call)
    }
  }
  // Several Outputs are a dict in Keras, which is traversed in the order of its keys.
  const outputs = model.outputs.map((i) => model.calls[i]!)
  for (const { inputs } of [...outputs].sort((a, b) => (a.layer.name < b.layer.name ? -1 : 1)))
    for (const i of inputs) visit(i)

  const callDepth = new Map<number, number>()
  const layerDepth = new Map<ModelLayer, number>()
  for (const i of postorder.reverse()) {
    const { layer, inputs } = model.calls[i]!
    // All calls of a shared layer are at the depth of the call nearest the input.
    const depth = Math.max(callDepth.get(i) ?? 0, layerDepth.get(layer) ?? 0)
    layerDepth.set(layer, depth)
    for (const input of inputs) callDepth.set(input, Math.max(depth + 1, callDepth.get(input) ?? 0))
  }
  return [...layerDepth.keys()].sort(
    (a, b) => layerDepth.get(b)! - layerDepth.get(a)! || discovery.get(a)! - discovery.get(b)!,
  )
}
