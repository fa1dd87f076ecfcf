/** Finds the plain Node binary for the engine. Electron's own Node is never used, because its allocator rejects the large tensors of
 *  TensorFlow. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ProblemError, problem } from '../../shared/problem.ts'

/** LAYERLOOM_NODE, which a package sets to its own; otherwise this process if it is plain Node, or the first on PATH. */
export function nodeBinary(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const chosen = process.env.LAYERLOOM_NODE
  if (chosen) return chosen
  if (!process.versions.electron) return process.execPath
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((candidate) => existsSync(candidate))
  if (found) return found
  throw new ProblemError([
    problem('no-node', {
      en: 'Training needs Node.js, but none was found. Set LAYERLOOM_NODE to the path of a Node.js program.',
      ko: '학습에는 Node.js가 필요하지만 찾지 못했습니다. LAYERLOOM_NODE에 Node.js 실행 파일의 경로를 지정하세요.',
    }),
  ])
}
