/** A program as a loop over steps: While with the program as its body. Its states are loop variables, the other arguments are constant. */
import type { Program } from '../../../../shared/graph/program.ts'
import { defineFunction, type FunctionBody, functionBody } from './function-body.ts'
import { type Argument, type Parts, stepBody, variablesOf } from './parts.ts'
import { attr, DT } from './types.ts'

export interface Loop {
  /** Arguments besides start and end. */
  readonly args: readonly Argument[]
  /** The arguments that the program changes. */
  readonly changing: readonly Argument[]
  /** Adds the loop to a function: maps each argument to its initial value, and each changing argument to its final value. */
  run(body: FunctionBody, start: string, end: string, begin: (v: Argument) => string): (v: Argument) => string
}

const index = (name: string): Argument => ({ name, from: name, dtype: 'int32', shape: [] })

/** Defines the functions NAME_body and NAME_cond. @param extraArgs arguments that are not variables @param batch the rows of a step, and
 *  arguments of the program that are not variables */
export function defineLoop(
  parts: Parts,
  name: string,
  program: Program,
  extraArgs: readonly Argument[],
  batch: (
    body: FunctionBody,
    step: string,
  ) => { readonly rows: string; readonly named?: { readonly [argument: string]: string } },
): Loop {
  const { data, fixed, changing } = variablesOf(parts, program)
  const args = [...extraArgs, ...data, ...fixed, ...changing]
  const body = functionBody()
  const { rows, named = {} } = batch(body, 'step')
  const next = stepBody(parts, program, body, rows, named)
  const nextValues = new Map(changing.map((v, i) => [v.name, next[i]!]))
  const run = defineWhile(parts, name, args, body, (v) => nextValues.get(v.name) ?? v.name)
  return { args, changing, run }
}

/** While step < end, with a complete body; `step`, `end` and the arguments are available by name. */
export function defineWhile(
  parts: Parts,
  name: string,
  args: readonly Argument[],
  body: FunctionBody,
  next: (v: Argument) => string,
): Loop['run'] {
  const loop = [index('step'), index('end'), ...args]
  const nextStep = body.node('AddV2', ['step', body.int(1)], { T: attr.type('int32') }, 'z')
  const results = loop.map((v) => ({
    ...v,
    name: `${v.name}_out`,
    from: v.name === 'step' ? nextStep : next(v),
  }))
  parts.functions.push(defineFunction(`${name}_body`, loop, results, body.nodes))
  const condition = functionBody()
  const isRunning = condition.node('Less', ['step', 'end'], { T: attr.type('int32') }, 'z')
  parts.functions.push(
    defineFunction(`${name}_cond`, loop, [{ name: 'go', dtype: 'bool', from: isRunning }], condition.nodes),
  )
  const attrs = {
    T: attr.types(loop.map((v) => DT[v.dtype])),
    cond: attr.func(`${name}_cond`),
    body: attr.func(`${name}_body`),
    output_shapes: attr.shapes(loop.map((v) => v.shape)),
    parallel_iterations: attr.int(1),
  }
  return (outer, start, end, begin) => {
    // 'While_N:output:', to which the index of a result is appended.
    const outputPrefix = outer.node('While', [start, end, ...args.map(begin)], attrs, 'output').slice(0, -1)
    return (v) => `${outputPrefix}${2 + args.findIndex((a) => a.name === v.name)}`
  }
}
