/** Asks about each file that a document's data names, before anything looks for it: a window may name any. */
import nodePath, { type PlatformPath } from 'node:path'
import { filesOf } from '../../../shared/document/data-paths.ts'
import type { DataReference } from '../../../shared/document/document.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { isNetworkPath } from '../../host/paths.ts'

/** @param mayRead throws where it may not
 *  @param lib path.win32 in tests
 *  @throws ProblemError naming the field */
export async function permitFiles(
  { source }: DataReference,
  folder: string | null,
  mayRead: (path: string) => Promise<void>,
  lib: PlatformPath = nodePath,
): Promise<void> {
  for (const [field, path] of filesOf(source)) {
    // Reading says what is wrong with a name that leads nowhere.
    if (!lib.isAbsolute(path) && folder === null) continue
    try {
      await mayRead(lib.resolve(folder ?? '.', path))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      throw new ProblemError(error.problems.map((problem) => ({ ...problem, field })))
    }
  }
}

/** What a run was trained on, as its folder says. */
export interface RecordedData {
  readonly reference: DataReference
  readonly folder: string | null
  /** Read in place of what the document names. */
  readonly override: string | null
}

/** A run that is gone on with or repeated reads the data it was trained on, which its fingerprint says. Its folder may come from anywhere
 *  all the same, and looking for a file on a server speaks to that server: such a file is asked about.
 *  @param mayRead throws where it may not @throws ProblemError */
export async function permitServers(
  { reference, folder, override }: RecordedData,
  mayRead: (path: string) => Promise<void>,
  lib: PlatformPath = nodePath,
): Promise<void> {
  const permit = async (path: string) => {
    if (isNetworkPath(path, lib)) await mayRead(path)
  }
  if (override === null) await permitFiles(reference, folder, permit, lib)
  else await permit(lib.resolve(override))
}
