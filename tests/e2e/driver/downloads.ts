/** Files that the page offers to save. Electron asks the user where; a test names the place instead. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningHost } from './host.ts'

/** The bytes of the file that `press` saves. */
export async function savedFile(
  { desktop, page, folders }: RunningHost,
  press: () => Promise<void>,
): Promise<Buffer> {
  if (desktop === null) {
    const [file] = await Promise.all([page.waitForEvent('download'), press()])
    return readFileSync((await file.path())!)
  }
  const path = join(folders.documents, 'saved')
  const saved = desktop.evaluate(
    ({ session }, to) =>
      new Promise<string>((resolve) => {
        session.defaultSession.once('will-download', (_, item) => {
          item.setSavePath(to)
          item.once('done', (_event, state) => resolve(state))
        })
      }),
    path,
  )
  await press()
  const state = await saved
  if (state !== 'completed') throw new Error(`The download was ${state}`)
  return readFileSync(path)
}
