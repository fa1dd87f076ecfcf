/** The command line as a client of the engine: the same process and calls as the window. */
import type { EngineCalls, EngineEvents } from '../../shared/ipc/contract/index.ts'
import { connect } from '../../shared/ipc/rpc.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { appFiles, findRoot } from '../host/app-files.ts'
import { linkEngine } from '../host/engine-link.ts'
import { nodeBinary } from '../host/node-binary.ts'

/** Runs an engine while `use` executes. `log` receives the engine's own output, line by line; `engineExit` rejects if the engine exits
 *  before that. */
export async function withEngine<T>(
  events: Partial<EngineEvents>,
  log: (line: string) => void,
  use: (engine: EngineCalls, engineExit: Promise<never>) => Promise<T>,
  environment: Readonly<Record<string, string>> = {},
): Promise<T> {
  const { engineEntry: entry } = appFiles(findRoot(import.meta.dirname))
  const link = linkEngine({ node: nodeBinary(), entry, log, env: { ...process.env, ...environment } })
  const port = link.open('terminal')
  const engineExit = new Promise<never>((_, reject) => {
    port.onClose((reason) => reject(engineExited(reason)))
  })
  engineExit.catch(() => {}) // otherwise the rejected call reports it
  try {
    return await use(connect<EngineCalls, EngineEvents>(port, events), engineExit)
  } finally {
    await link.stop()
  }
}

const engineExited = (reason: string) =>
  new ProblemError([
    problem('engine-gone', {
      en: `The engine ended before the training finished: ${reason}.`,
      ko: `학습이 끝나기 전에 엔진이 종료되었습니다: ${reason}.`,
    }),
  ])
