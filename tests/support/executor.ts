/** The TensorFlow executor as a runner of single programs. */
import { evaluateProgram } from '../../electron/engine/executors/tensorflow/evaluate-program.ts'
import { arrayOf, type Values } from '../../electron/engine/executors/tensorflow/types.ts'
import type { Program } from '../../shared/graph/program.ts'
import type { Nd } from './interpreter.ts'
import type { Runner } from './keras-trials.ts'

/** Runs each program once in TensorFlow, in float32. */
export const loadTensorflow = (): Runner => (program, args) => evaluateProgram(program, typed(program, args))

const typed = (program: Program, args: { readonly [name: string]: Nd }): Map<string, Values> =>
  new Map(
    program.ops.flatMap((op) => {
      const name = op.attrs.name as string
      const given = op.type === 'Argument' ? args[name] : undefined
      return given ? [[name, arrayOf(op.dtype, given.data)] as const] : []
    }),
  )
