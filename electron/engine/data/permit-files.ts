/** Checks permission for each file that a document's data name, before it is accessed: a window may name any file. */
import nodePath, { type PlatformPath } from 'node:path'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { fileFields, fileSlot } from '../../../shared/document/data-paths.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { isNetworkPath } from '../../system/paths.ts'

/** @param mayRead throws if the file may not be read
 *  @param pathModule path.win32 in tests
 *  @throws ProblemError naming the field */
export async function permitFiles(
  { source }: DataReference,
  folder: string | null,
  mayRead: (path: string) => Promise<void>,
  pathModule: PlatformPath = nodePath,
): Promise<void> {
  for (const file of fileFields(source)) {
    const { path } = file
    // The reader reports an unresolvable name.
    if (!pathModule.isAbsolute(path) && folder === null) continue
    try {
      await mayRead(pathModule.resolve(folder ?? '.', path))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      throw new ProblemError(error.problems.map((problem) => ({ ...problem, field: fileSlot(file) })))
    }
  }
}

/** Data on which a run was trained, according to its folder. */
export interface RecordedData {
  readonly reference: DataReference
  readonly folder: string | null
  /** Path that replaces the paths of the document. */
  readonly override: string | null
}

/** A resumed or repeated run reads the data on which it was trained, as verified by the fingerprint. Its folder may still come from an
 *  untrusted source, and accessing a file on a server contacts that server, so such a file needs permission.
 *  @param mayRead throws if the file may not be read @throws ProblemError */
export async function permitServers(
  { reference, folder, override }: RecordedData,
  mayRead: (path: string) => Promise<void>,
  pathModule: PlatformPath = nodePath,
): Promise<void> {
  const permit = async (path: string) => {
    if (isNetworkPath(path, pathModule)) await mayRead(path)
  }
  if (override === null) await permitFiles(reference, folder, permit, pathModule)
  else await permit(pathModule.resolve(override))
}
