/** Permission to read the document that a run names. A run's folder may come from anywhere and name any file: on the desktop the user is
 *  asked, unless they have chosen the file before. */
import { existsSync } from 'node:fs'
import type { Permission } from '../../shared/ipc/contract/index.ts'
import { isNetworkPath, realOf } from '../system/paths.ts'
import { fileProblem, wrongExtension } from './file-problems.ts'
import { EXTENSIONS, hasExtension } from './files.ts'
import type { Grants } from './grants.ts'

/** @param ask asks the user about the real path of the file, which a link in its name can hide
 *  @throws ProblemError for a file that is missing – a server is not asked – or is no document */
export async function allowDocument(
  path: string,
  grants: Grants,
  ask: (real: string) => Promise<Permission>,
): Promise<Permission> {
  const real = await realOf(path)
  if (!hasExtension(real, 'document')) throw wrongExtension(real, EXTENSIONS.document[0]!)
  if ((await grants.grantedRealPath(real)) !== null) return 'allow'
  if (!isNetworkPath(real) && !existsSync(real)) throw fileProblem('read', real, { code: 'ENOENT' })
  const answer = await ask(real)
  if (answer === 'allow') grants.grant(real)
  return answer
}
