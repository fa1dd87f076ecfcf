/** Executor without native code: JavaScript loops, and tfjs's WebAssembly for matrix products. Slower than TensorFlow, but available
 *  everywhere. */
import type { Executor } from '../executor.ts'
import type { Values } from '../values.ts'
import { loadMatMul } from './matmul.ts'
import { prepareProgram } from './program.ts'
import { openPortableSession } from './session.ts'

/** @param onFallback receives the reason if WebAssembly cannot be used */
export async function portable(onFallback: (why: string) => void): Promise<Executor> {
  const { multiply, version } = await loadMatMul(onFallback)
  return {
    version,
    device: 'cpu',
    open: (plan, sizes) => openPortableSession(plan, sizes, multiply),
    evaluate(program, args) {
      const prepared = prepareProgram(program, args, multiply)
      prepared.run()
      return prepared
    },
    load(program, bound) {
      const prepared = prepareProgram(program, bound, multiply)
      const fill = (args: ReadonlyMap<string, Values>) => {
        for (const [name, values] of args) prepared.inputs.get(name)?.set(values)
      }
      return {
        run(args) {
          fill(args)
          prepared.run()
          return prepared
        },
        *slices(args) {
          fill(args)
          yield* prepared.slices()
          return prepared
        },
        close: () => {},
      }
    },
  }
}
