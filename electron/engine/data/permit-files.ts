/** Asks about each file that a document's data names, before anything looks for it: a window may name any. */
import { isAbsolute, resolve } from 'node:path'
import { filesOf } from '../../../shared/document/data-paths.ts'
import type { DataReference } from '../../../shared/document/document.ts'
import { ProblemError } from '../../../shared/problem.ts'

/** @param mayRead throws where it may not @throws ProblemError naming the field */
export async function permitFiles(
  { source }: DataReference,
  folder: string | null,
  mayRead: (path: string) => Promise<void>,
): Promise<void> {
  for (const [field, path] of filesOf(source)) {
    // Reading says what is wrong with a name that leads nowhere.
    if (!isAbsolute(path) && folder === null) continue
    try {
      await mayRead(resolve(folder ?? '.', path))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      throw new ProblemError(error.problems.map((problem) => ({ ...problem, field })))
    }
  }
}
