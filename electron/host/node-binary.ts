/** Which plain Node binary runs the engine: Electron's own is built without what TensorFlow needs (its allocator refuses
 *  large tensors), so it is never used for that. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ProblemError, problem } from '../../shared/problem.ts'

/** LAYERLOOM_NODE, else this process when it is plain Node, else the one packed with the app, else the first on PATH. */
export function nodeBinary(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const chosen = process.env.LAYERLOOM_NODE
  if (chosen) return chosen
  if (!process.versions.electron) return process.execPath
  const resources = (process as { resourcesPath?: string }).resourcesPath
  const places = [
    ...(resources ? [join(resources, 'node', name)] : []),
    ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)),
  ]
  const found = places.find((place) => existsSync(place))
  if (found) return found
  throw new ProblemError([
    problem('no-node', {
      en: 'Training needs a Node.js program beside the app and found none; set LAYERLOOM_NODE to one.',
      ko: '훈련에는 Node.js 실행 파일이 필요하지만 찾지 못했습니다. LAYERLOOM_NODE에 경로를 지정하세요.',
    }),
  ])
}
