/** Reads the weights of a run for its network. The folder may come from an untrusted source, so the file is checked against the network. */
import type { StateSpec } from '../../../shared/graph/program.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { openTensors, type TensorFile } from './tensor-file.ts'
import { badWeights, noWeights } from './texts.ts'

export interface RestoredWeights {
  /** 1-based. */
  readonly epoch: number
  readonly sha256: string
  readonly values: ReadonlyMap<string, Float32Array>
}

/** @param specs weights and moving averages of the network
 *  @throws ProblemError if the file is missing, damaged, or of another network */
export function restoreWeights(path: string, specs: readonly StateSpec[]): RestoredWeights {
  return withWeights(path, (file) => {
    const sha256 = file.digest()
    if (sha256 !== file.metadata.sha256) throw new Error('its values are not those it was written with')
    const shapes = new Map(file.specs.map(({ name, shape, dtype }) => [name, `${dtype} [${shape}]`]))
    for (const { name, shape } of specs) {
      const [expected, found] = [`F32 [${shape}]`, shapes.get(name)]
      if (found !== expected) throw new Error(`${name} is ${found ?? 'missing'}; the network has ${expected}`)
    }
    return {
      epoch: Number(file.metadata.epoch),
      sha256,
      values: new Map(specs.map(({ name }) => [name, file.read(name) as Float32Array])),
    }
  })
}

function withWeights<T>(path: string, use: (file: TensorFile) => T): T {
  try {
    const file = openTensors(path)
    try {
      return use(file)
    } finally {
      file.close()
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new ProblemError([noWeights(path)])
    throw new ProblemError([badWeights(path, message)])
  }
}
