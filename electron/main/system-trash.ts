/** Moves what the engine deletes for a person into the system's trash. */
import { ProblemError } from '../../shared/problem.ts'
import { notTrashed } from './texts.ts'

/** @param trashItem Electron's `shell.trashItem` @throws ProblemError with the system's reason */
export async function moveToSystemTrash(
  path: string,
  trashItem: (path: string) => Promise<void>,
): Promise<void> {
  try {
    await trashItem(path)
  } catch (error) {
    throw new ProblemError([notTrashed(path, (error as Error).message)])
  }
}
