/** A package has everything inside, and the engine uses nothing outside it: neither another Node nor what a person's shell sets for it. */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'

const runtimeFile = z.object({ node: z.object({ path: z.string() }) })

/** Variables that would make the Node of the package load other code, or behave differently. */
const FOREIGN = ['NODE_OPTIONS', 'NODE_PATH', 'NODE_EXTRA_CA_CERTS', 'NODE_V8_COVERAGE']

/** Electron 22 gets no security updates: a package with it says that it is for tests. */
const OLD_ELECTRON = 22

/** Sets the Node and the runtime of the package in `env`, which the engine inherits.
 *  @param file runtime.json of the package
 *  @throws if it is missing or damaged: then the whole package is */
export function adoptPackage(
  file: string,
  env: NodeJS.ProcessEnv = process.env,
  electron = process.versions.electron ?? '',
): void {
  const { node } = runtimeFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  for (const name of FOREIGN) delete env[name]
  env.LAYERLOOM_NODE = resolve(dirname(file), node.path)
  env.LAYERLOOM_RUNTIME = file
  delete env.LAYERLOOM_WHY
  delete env.LAYERLOOM_WHY_KO
  if (Number.parseInt(electron, 10) > OLD_ELECTRON) return
  env.LAYERLOOM_WHY = 'a package for tests only: this Electron gets no security updates'
  env.LAYERLOOM_WHY_KO = '시험용 패키지입니다. 이 Electron에는 보안 업데이트가 제공되지 않습니다'
}
