/** The Python function of a block. */
import type { Block } from '../../model/expansion/expansion.ts'
import type { ModelLayer } from '../../model/model.ts'
import { automaticName } from '../../model/names.ts'
import { createNameAllocator } from '../identifiers.ts'
import type { Line } from '../lines.ts'
import { argumentsOf, type CallIndex, resultsOf } from './call-index.ts'
import type { LayerWriter } from './layer-writer.ts'
import { stepLines } from './step-lines.ts'
import { type BlocksByPrefix, findConsumers, type Step, stepsOf } from './steps.ts'

export interface FunctionBody {
  readonly parameters: readonly string[]
  /** Lines of the body, with the nodes of the block that the function was generated from. */
  readonly lines: readonly Line[]
  /** The return statement. */
  readonly result: string
}

/** @param nameOf the name of the function of an inner block */
export function functionBody(
  writer: LayerWriter,
  calls: CallIndex,
  blocks: BlocksByPrefix,
  block: Block,
  nameOf: (block: Block) => string,
): FunctionBody {
  const steps = stepsOf(calls, blocks, `${block.prefix}/`)
  const innerNames = steps.flatMap((s) => (s.kind === 'block' ? [nameOf(s.blocks[0])] : []))
  const variable = createNameAllocator([...writer.names, ...innerNames])
  const args = argumentsOf(calls, block)
  const results = resultsOf(calls, block)
  const preferredName = (step: Step) =>
    step.kind === 'call' ? typeName(step.call.layer) : nameOf(step.blocks[0])
  const names = nameValues(steps, args, results, variable, preferredName)
  const value = (i: number) => names.get(i)!
  const lines = stepLines(steps, writer, { value, variable, block: nameOf, layer: typeName })
  return {
    parameters: args.map(value),
    lines: lines.map((line) => ({ ...line, text: `    ${line.text}` })),
    result: `    return ${results.map(value).join(', ')}`,
  }
}

/** The variable of each value. A value that only the next step uses, and a single result, is `x`. */
function nameValues(
  steps: readonly Step[],
  args: readonly number[],
  results: readonly number[],
  variable: (preferred: string) => string,
  preferredName: (step: Step) => string,
): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  const consumersOf = findConsumers(steps)
  const isOnlyUsedBy = (value: number, step: number) => {
    const consumers = consumersOf(value)
    return consumers.length === 1 && consumers[0] === step && !results.includes(value)
  }
  for (const [i, arg] of args.entries()) {
    const isOnly = args.length === 1
    const preferred = isOnly ? 'inputs' : `input_${i + 1}`
    names.set(arg, isOnly && isOnlyUsedBy(arg, 0) ? 'x' : variable(preferred))
  }
  for (const [i, step] of steps.entries())
    for (const out of step.outs) {
      const isResult = results.length === 1 && out === results[0]
      const isX = isResult || (step.outs.length === 1 && isOnlyUsedBy(out, i + 1))
      names.set(out, isX ? 'x' : variable(preferredName(step)))
    }
  return names
}

/** Variable name inside a function, derived from the layer type, because each call of the function creates layers with other names. */
const typeName = ({ definition }: ModelLayer): string => automaticName(definition.type)
