/** The calls of a model by node and by block. A value is known by the index of the call that computes it. */
import type { Block } from '../../model/expansion/expansion.ts'
import type { Model, ModelCall } from '../../model/model.ts'

export interface CallIndex {
  /** The index of each call by its node. */
  readonly byNode: ReadonlyMap<string, number>
  /** Calls with their indices, by the prefixes of their nodes: `''`, `block/`, `block/inner/`. */
  readonly byPrefix: ReadonlyMap<string, readonly (readonly [number, ModelCall])[]>
}

export const indexCalls = (model: Model): CallIndex => ({
  byNode: new Map(model.calls.map((c, i) => [c.node, i])),
  byPrefix: groupByPrefix(model),
})

function groupByPrefix(model: Model): CallIndex['byPrefix'] {
  const byPrefix = new Map<string, [number, ModelCall][]>([['', []]])
  for (const [i, c] of model.calls.entries())
    for (let at = 0; ; at = c.node.indexOf('/', at) + 1) {
      const prefix = c.node.slice(0, at)
      const list = byPrefix.get(prefix)
      if (list) list.push([i, c])
      else byPrefix.set(prefix, [[i, c]])
      if (!c.node.includes('/', at)) break
    }
  return byPrefix
}

/** The calls inside a block, and inside its inner blocks. */
export const callsInside = (
  { byPrefix }: CallIndex,
  { prefix }: Block,
): readonly (readonly [number, ModelCall])[] => byPrefix.get(`${prefix}/`) ?? []

/** The values that a block is called with. */
export const argumentsOf = ({ byNode }: CallIndex, { inputs }: Block): readonly number[] =>
  inputs.map((node) => byNode.get(node!)!)

/** The values that a block returns, without unused ones. */
export const resultsOf = ({ byNode }: CallIndex, { outputs }: Block): readonly number[] =>
  outputs.flatMap((node) => (node === null ? [] : (byNode.get(node) ?? [])))

export const isInput = ({ layer }: ModelCall): boolean => layer.definition.role === 'input'
export const isOutput = ({ layer }: ModelCall): boolean => layer.definition.role === 'output'
