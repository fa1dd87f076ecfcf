/** The executors as runners of single programs. */
import type { Executor } from '../../electron/engine/executors/executor.ts'
import { portable } from '../../electron/engine/executors/portable/index.ts'
import { tensorflow } from '../../electron/engine/executors/tensorflow/index.ts'
import { arrayOf, type Values } from '../../electron/engine/executors/values.ts'
import type { Program } from '../../shared/graph/program.ts'
import type { Nd } from './interpreter.ts'
import type { Runner } from './keras-trials.ts'

const withoutNative = await portable((why) => {
  throw new Error(why)
})

/** Runs each program once in TensorFlow, in float32. */
export const loadTensorflow = (): Runner => runnerOf(tensorflow(false))

/** Runs each program once without native code, in float32. */
export const loadPortable = (): Runner => runnerOf(withoutNative)

const runnerOf =
  (executor: Executor): Runner =>
  (program, args) =>
    executor.evaluate(program, typed(program, args))

const typed = (program: Program, args: { readonly [name: string]: Nd }): Map<string, Values> =>
  new Map(
    program.ops.flatMap((op) => {
      const name = op.attrs.name as string
      const given = op.type === 'Argument' ? args[name] : undefined
      return given ? [[name, arrayOf(op.dtype, given.data)] as const] : []
    }),
  )
