/** The steps of a network or of a block: calls of layers, and calls of the blocks that are written as functions. */
import type { Block } from '../../model/expansion/expansion.ts'
import type { ModelCall } from '../../model/model.ts'
import { argumentsOf, type CallIndex, isOutput, resultsOf } from './call-index.ts'

/** A call of a layer, or of a block several times in a row. */
export type Step = LayerStep | BlockStep

interface LayerStep {
  readonly kind: 'call'
  readonly call: ModelCall
  /** The values that it uses and those that it computes. */
  readonly inputs: readonly number[]
  readonly outs: readonly number[]
}
interface BlockStep {
  readonly kind: 'block'
  readonly blocks: readonly [Block, ...Block[]]
  readonly inputs: readonly number[]
  readonly outs: readonly number[]
}

/** Blocks that are written as functions, by prefix. */
export type BlocksByPrefix = ReadonlyMap<string, Block>

/** The calls and blocks directly inside the group with this prefix. */
export function stepsOf(calls: CallIndex, blocks: BlocksByPrefix, prefix: string): readonly Step[] {
  const steps: Step[] = []
  let lastGroup = ''
  const seen = new Set<string>()
  for (const [i, c] of calls.byPrefix.get(prefix) ?? []) {
    if (isOutput(c)) continue
    const rest = c.node.slice(prefix.length)
    const slash = rest.indexOf('/')
    const block = slash < 0 ? undefined : blocks.get(prefix + rest.slice(0, slash))
    if (!block) {
      steps.push({ kind: 'call', call: c, inputs: c.inputs, outs: [i] })
      lastGroup = ''
      continue
    }
    if (seen.has(block.prefix)) continue
    seen.add(block.prefix)
    const group = block.prefix.replace(/#\d+$/, '')
    const outs = resultsOf(calls, block)
    const previous = steps.at(-1)
    // This block is the next repetition of the same group.
    if (previous?.kind === 'block' && lastGroup === group)
      steps[steps.length - 1] = { ...previous, blocks: [...previous.blocks, block], outs }
    else steps.push({ kind: 'block', blocks: [block], inputs: argumentsOf(calls, block), outs })
    lastGroup = group
  }
  return steps
}

/** Returns a function that gives the indices of the steps that use a value. */
export function findConsumers(steps: readonly Step[]): (value: number) => readonly number[] {
  const consumers = new Map<number, number[]>()
  for (const [i, step] of steps.entries())
    for (const input of new Set(step.inputs)) consumers.set(input, [...(consumers.get(input) ?? []), i])
  return (value) => consumers.get(value) ?? []
}
