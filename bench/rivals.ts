/** The rivals that the bench times. A rival without an environment is skipped. */
import { join } from 'node:path'
import { type Contender, startContender } from './contender.ts'

/** The environment that silences TensorFlow's log. Everything else is as users have it. */
const QUIET_ENV = { TF_CPP_MIN_LOG_LEVEL: '3', KERAS_BACKEND: 'tensorflow' }

interface Rival {
  readonly name: string
  readonly command: string | undefined
  readonly args: readonly string[]
}

/** LAYERLOOM_KERAS_PYTHON is the Python with Keras that the set-up installs. LAYERLOOM_BENCH_PYTHON is a Python with the packages of
 *  bench/rivals/requirements.txt. */
const rivalsOf = (root: string): readonly Rival[] => {
  const pathOf = (name: string) => join(root, 'bench', 'rivals', name)
  const keras = process.env.LAYERLOOM_KERAS_PYTHON
  const others = process.env.LAYERLOOM_BENCH_PYTHON
  return [
    { name: 'JAX lax.scan', command: others, args: [pathOf('jax_scan.py')] },
    { name: 'Keras fit', command: keras, args: [pathOf('keras_fit.py'), 'plain'] },
    { name: 'Keras fit, tuned', command: keras, args: [pathOf('keras_fit.py'), 'tuned'] },
    { name: 'PyTorch', command: others, args: [pathOf('torch_loop.py'), 'eager'] },
    { name: 'PyTorch, compiled', command: others, args: [pathOf('torch_loop.py'), 'compiled'] },
    { name: 'tfjs-node fit', command: process.execPath, args: [pathOf('tfjs-fit.mjs')] },
  ]
}

/** Starts all rivals and warms them up. `task` is the path of the JSON file with the task. */
export async function startRivals(root: string, task: string): Promise<Contender[]> {
  const started: Contender[] = []
  try {
    for (const { name, command, args } of rivalsOf(root))
      if (command)
        started.push(await startContender(name, command, [args[0]!, task, ...args.slice(1)], QUIET_ENV))
    return started
  } catch (error) {
    for (const rival of started) rival.close()
    throw error
  }
}
