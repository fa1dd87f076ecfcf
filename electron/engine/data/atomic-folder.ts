/** Creates a folder of the cache atomically, also when two processes create it at once. */
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ProblemError } from '../../../shared/problem.ts'
import { rename } from '../../system/rename.ts'
import { joinedWork } from './joined-work.ts'
import { problemError } from './problem-error.ts'
import { texts } from './texts.ts'
import type { Progress } from './types.ts'

const PREFIX = 'making-'

export interface TemporaryFolders {
  /** The folder to fill, which becomes the final one. */
  readonly folder: string
  /** A folder for intermediate files, which is removed afterwards. */
  readonly scratch: string
}

/** Lets `create` fill a temporary folder next to `folder`, then renames it. If another process was faster and its folder is intact, that
 *  folder stays. A damaged one is replaced. In this process, calls for the same folder wait for the first one.
 *  @throws ProblemError `disk_full` if there is no space, or what `create` throws; the reason of the signal, if it is aborted */
export const createAtomically = (
  folder: string,
  isIntact: (folder: string) => Promise<boolean>,
  create: (temporary: TemporaryFolders, progress: Progress) => Promise<void>,
  progress: Progress,
): Promise<void> =>
  joinedWork(folder, progress, (joined) =>
    createFolder(folder, isIntact, (temporary) => create(temporary, joined)),
  )

async function createFolder(
  folder: string,
  isIntact: (folder: string) => Promise<boolean>,
  create: (temporary: TemporaryFolders) => Promise<void>,
): Promise<void> {
  const base = await reportCacheErrors(
    dirname(folder),
    async () => {
      await mkdir(dirname(folder), { recursive: true })
      await removeLeftovers(dirname(folder))
      return mkdtemp(join(dirname(folder), PREFIX))
    },
    // Node's error for a folder that cannot be made on a read-only disk.
    [...NOT_WRITABLE, 'ENOENT'],
  )
  const temporary = { folder: join(base, 'folder'), scratch: join(base, 'scratch') }
  try {
    await reportCacheErrors(dirname(folder), async () => {
      await mkdir(temporary.folder)
      await mkdir(temporary.scratch)
      await create(temporary)
      await replaceFolder(temporary.folder, folder, join(base, 'old'), isIntact)
    })
  } finally {
    await rm(base, { recursive: true, force: true })
  }
}

/** Removes temporary folders older than a day, left by killed processes: creating a folder takes less. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(PREFIX)) continue
    const stats = await stat(join(parent, name)).catch(() => null)
    if (stats && Date.now() - stats.mtimeMs > 24 * 3_600_000)
      await rm(join(parent, name), { recursive: true, force: true })
  }
}

async function replaceFolder(
  from: string,
  to: string,
  old: string,
  isIntact: (folder: string) => Promise<boolean>,
): Promise<void> {
  // Another process may have finished first, and its folder may already be in use.
  if (await isIntact(to)) return
  await rename(to, old).catch(ignoreMissing)
  try {
    await rename(from, to)
  } catch (error) {
    if (!(await isIntact(to))) throw error
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}

const NOT_WRITABLE = ['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST']

/** Reports a full disk or a read-only folder as a problem, because the user can fix it. */
export async function reportCacheErrors<T>(
  folder: string,
  work: () => Promise<T>,
  notWritable: readonly string[] = NOT_WRITABLE,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ProblemError) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') throw problemError('disk_full', texts.diskFull(folder))
    if (code && notWritable.includes(code))
      throw problemError('cache_not_writable', texts.notWritable(folder, code))
    throw error
  }
}
