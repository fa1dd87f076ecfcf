/** Runners that execute single programs with the executors of the engine. */
import { portable } from '../../electron/engine/executors/portable/index.ts'
import {
  type LoadedProgram,
  loadProgram,
} from '../../electron/engine/executors/tensorflow/evaluate-program.ts'
import { arrayOf, type Values } from '../../electron/engine/executors/values.ts'
import type { Program } from '../../shared/graph/program.ts'
import type { Nd } from './interpreter.ts'
import type { Runner } from './keras-trials.ts'

const withoutNative = await portable((why) => {
  throw new Error(why)
})

let last: { readonly program: Program; readonly loaded: LoadedProgram } | null = null

/** Runs programs in TensorFlow, in float32. The last program stays loaded, so that consecutive runs of it load it once. */
export const loadTensorflow = (): Runner => (program, args) => {
  if (last?.program !== program) {
    last?.loaded.close()
    last = { program, loaded: loadProgram(program) }
  }
  return last.loaded.run(typed(program, args))
}

/** Runs programs in the portable executor, without native code, in float32. */
export const loadPortable = (): Runner => (program, args) =>
  withoutNative.evaluate(program, typed(program, args))

const typed = (program: Program, args: { readonly [name: string]: Nd }): Map<string, Values> =>
  new Map(
    program.ops.flatMap((op) => {
      const name = op.attrs.name as string
      const given = op.type === 'Argument' ? args[name] : undefined
      return given ? [[name, arrayOf(op.dtype, given.data)] as const] : []
    }),
  )
