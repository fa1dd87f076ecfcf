/** The recently opened files, newest first, in the app's folder. Several programs may write the list, so it is read again for every change;
 *  a damaged list counts as empty. */
import { z } from 'zod'
import { readJson, writeJson } from './json-file.ts'
import { serialQueue } from './serial-queue.ts'

export interface Recent {
  list(): Promise<readonly RecentEntry[]>
  /** The file that was open in the window last, if it was opened or saved here; `null` if there is none. */
  last(): Promise<string | null>
  /** Records that a file was opened or saved. */
  used(path: string): void
  /** Records the file that is open now; `null` for a document without a file. */
  showing(path: string | null): void
  forget(path: string): Promise<void>
  close(): Promise<void>
}

const MAX_FILES = 12
const MAX_BYTES = 256 * 1024

const path = z.string().min(1).max(4096)
const entry = z.strictObject({ path, at: z.number().min(0).max(8.64e15) })
const file = z.strictObject({ last: path.nullable(), files: z.array(entry).max(100) })
export type RecentEntry = z.infer<typeof entry>
type State = z.infer<typeof file>

export function recentIn(listPath: string, report: (fault: string) => void): Recent {
  const queue = serialQueue()
  const read = async (): Promise<State> => {
    try {
      return await readJson(listPath, file, MAX_BYTES)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        report(`the list of recent files cannot be read and begins anew: ${(error as Error).message}`)
      return { last: null, files: [] }
    }
  }
  const update = (edit: (state: State) => State) =>
    queue(async () => {
      const previous = await read()
      const next = edit(previous)
      if (JSON.stringify(next) === JSON.stringify(previous)) return
      await writeJson(listPath, next)
    })
  /** Errors are only reported: a lost entry of this list is harmless. */
  const reportErrors = (work: Promise<void>) =>
    void work.catch((error: Error) => report(`the list of recent files was not kept: ${error.message}`))
  return {
    list: () => queue(async () => (await read()).files),
    last: () =>
      queue(async () => {
        const { last, files } = await read()
        return files.some(({ path }) => path === last) ? last : null
      }),
    used: (path) =>
      reportErrors(
        update(({ last, files }) => ({
          last,
          files: [{ path, at: Date.now() }, ...files.filter((f) => f.path !== path)].slice(0, MAX_FILES),
        })),
      ),
    showing: (path) => reportErrors(update((state) => ({ ...state, last: path }))),
    forget: (path) =>
      update(({ last, files }) => ({
        last: last === path ? null : last,
        files: files.filter((f) => f.path !== path),
      })),
    close: () => queue.settled(),
  }
}
