/** The recently opened files, newest first, in the app's folder. Several programs may write the list, so it is read again for every change;
 *  a damaged list counts as empty. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { inOrder } from './in-order.ts'
import { readJson } from './read-json.ts'
import { writeWhole } from './write-file.ts'

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

const MOST = 12
const MAX_BYTES = 256 * 1024

const path = z.string().min(1).max(4096)
const entry = z.strictObject({ path, at: z.number().min(0).max(8.64e15) })
const file = z.strictObject({ last: path.nullable(), files: z.array(entry).max(100) })
export type RecentEntry = z.infer<typeof entry>
type State = z.infer<typeof file>

export function recentIn(place: string, report: (fault: string) => void): Recent {
  const queue = inOrder()
  const read = async (): Promise<State> => {
    try {
      return await readJson(place, file, MAX_BYTES)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        report(`the list of recent files cannot be read and begins anew: ${(error as Error).message}`)
      return { last: null, files: [] }
    }
  }
  const change = (edit: (state: State) => State) =>
    queue(async () => {
      const before = await read()
      const after = edit(before)
      if (JSON.stringify(after) === JSON.stringify(before)) return
      await mkdir(dirname(place), { recursive: true })
      await writeWhole(place, `${JSON.stringify(after, null, 2)}\n`)
    })
  /** Errors are only reported: a lost entry of this list is harmless. */
  const quietly = (work: Promise<void>) =>
    void work.catch((error: Error) => report(`the list of recent files was not kept: ${error.message}`))
  return {
    list: () => queue(async () => (await read()).files),
    last: () =>
      queue(async () => {
        const { last, files } = await read()
        return files.some(({ path }) => path === last) ? last : null
      }),
    used: (path) =>
      quietly(
        change(({ last, files }) => ({
          last,
          files: [{ path, at: Date.now() }, ...files.filter((f) => f.path !== path)].slice(0, MOST),
        })),
      ),
    showing: (path) => quietly(change((state) => ({ ...state, last: path }))),
    forget: (path) =>
      change(({ last, files }) => ({
        last: last === path ? null : last,
        files: files.filter((f) => f.path !== path),
      })),
    close: () => queue.settled(),
  }
}
