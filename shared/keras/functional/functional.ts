/** A network with branches or blocks in Keras's functional API: one line for each layer, one Python function for each block. */
import type { Model } from '../../model/model.ts'
import { type Line, linesFor } from '../lines.ts'
import { call, dict, type Py, statement } from '../printer.ts'
import { indexCalls, isInput } from './call-index.ts'
import { functionBlocks } from './function-blocks.ts'
import { type Functions, writeFunctions } from './functions.ts'
import type { LayerWriter } from './layer-writer.ts'
import { stepLines } from './step-lines.ts'
import { findConsumers, type Step, stepsOf } from './steps.ts'

/** @returns the lines of the functions, and the lines of the network, of which the last defines `model` */
export function functional(
  model: Model,
  writer: LayerWriter,
  variable: (preferred: string) => string,
): { readonly functions: readonly Line[]; readonly network: readonly Line[] } {
  const calls = indexCalls(model)
  const blocks = functionBlocks(model, writer, calls)
  const functions = writeFunctions(writer, calls, blocks, variable)
  const steps = stepsOf(calls, blocks, '')
  const names = nameValues(model, steps, functions, variable)
  const value = (i: number) => names.get(i)!
  return {
    functions: functions.lines,
    network: [
      ...stepLines(steps, writer, { value, variable, block: functions.nameOf, layer: ({ name }) => name }),
      ...modelLines(model, value),
    ],
  }
}

/** The variable of each value. A value that only the next step uses is `x`. */
function nameValues(
  model: Model,
  steps: readonly Step[],
  { nameOf }: Functions,
  variable: (preferred: string) => string,
): ReadonlyMap<number, string> {
  const results = model.outputs.flatMap((o) => model.calls[o]!.inputs[0] ?? [])
  const consumersOf = findConsumers(steps)
  const nameOut = (out: number, step: Step, i: number): string => {
    const consumers = consumersOf(out)
    if (step.kind === 'call' && isInput(step.call))
      return variable(model.inputs.length === 1 ? 'inputs' : step.call.layer.name)
    if (results.length === 1 && results[0] === out && consumers.length === 0) return variable('outputs')
    const isOnlyUsedNext = consumers.length === 1 && consumers[0] === i + 1 && !results.includes(out)
    if (isOnlyUsedNext && step.outs.length === 1) return 'x'
    return variable(step.kind === 'call' ? step.call.layer.name : nameOf(step.blocks[0]))
  }
  return new Map(steps.flatMap((step, i) => step.outs.map((out) => [out, nameOut(out, step, i)] as const)))
}

/** The statement that defines `model`. */
function modelLines({ calls, inputs, outputs }: Model, value: (i: number) => string): Line[] {
  const outputValue = (output: number): string => {
    const [source] = calls[output]!.inputs
    return source === undefined ? '...' : value(source)
  }
  /** The variable of a single value, or a dict of several values by the names of their Inputs or Outputs. */
  const argument = (indices: readonly number[], nameOf: (i: number) => string): Py =>
    indices.length === 0
      ? '...'
      : indices.length === 1
        ? nameOf(indices[0]!)
        : dict(indices.map((i) => [calls[i]!.layer.name, nameOf(i)]))
  return linesFor(
    outputs.map((o) => calls[o]!.node),
    statement(call('keras.Model', argument(inputs, value), argument(outputs, outputValue)), 'model = '),
  )
}
