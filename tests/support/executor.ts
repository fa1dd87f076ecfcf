/** Runners that execute single programs with the executors of the engine. */
import type { LoadedProgram } from '../../electron/engine/executors/executor.ts'
import { portable } from '../../electron/engine/executors/portable/index.ts'
import { loadProgram } from '../../electron/engine/executors/tensorflow/evaluate-program.ts'
import { arrayOf, type Values } from '../../electron/engine/executors/values.ts'
import type { Program } from '../../shared/graph/program.ts'
import type { Nd } from './interpreter.ts'
import type { Runner } from './keras-comparison.ts'

const portableExecutor = await portable((why) => {
  throw new Error(why)
})

let cached: { readonly program: Program; readonly loaded: LoadedProgram } | null = null

/** Runs programs in TensorFlow, in float32. The last program stays loaded, so that consecutive runs of it load it once. */
export const loadTensorflow = (): Runner => (program, args) => {
  if (cached?.program !== program) {
    cached?.loaded.close()
    cached = { program, loaded: loadProgram(program) }
  }
  return cached.loaded.run(typedArguments(program, args))
}

/** Runs programs in the portable executor, without native code, in float32. */
export const loadPortable = (): Runner => (program, args) =>
  portableExecutor.evaluate(program, typedArguments(program, args))

const typedArguments = (program: Program, args: { readonly [name: string]: Nd }): Map<string, Values> =>
  new Map(
    program.ops.flatMap((op) => {
      const name = op.attrs.name as string
      const argument = op.type === 'Argument' ? args[name] : undefined
      return argument ? [[name, arrayOf(op.dtype, argument.data)] as const] : []
    }),
  )
