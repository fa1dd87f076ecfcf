/** The user's preferences for all windows, in the app's folder, because a browser's storage is bound to the page's address. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { preferences } from '../../shared/ipc/contract/host/preferences.ts'
import type { Preferences } from '../../shared/ipc/contract/index.ts'
import { readJson } from './read-json.ts'
import { serialQueue } from './serial-queue.ts'
import { writeAtomically } from './write-file.ts'

const MAX_BYTES = 64 * 1024

export interface PreferencesStore {
  /** `null` if there are none, or they cannot be read. */
  read(): Promise<Preferences | null>
  /** An error is reported: the preferences then apply until the window closes. */
  save(chosen: Preferences): Promise<void>
  close(): Promise<void>
}

export function preferencesIn(path: string, report: (fault: string) => void): PreferencesStore {
  const queue = serialQueue()
  return {
    read: () =>
      queue(async () => {
        try {
          return await readJson(path, preferences, MAX_BYTES)
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
            report(`the preferences cannot be read and begin anew: ${(error as Error).message}`)
          return null
        }
      }),
    save: (chosen) =>
      queue(async () => {
        try {
          await mkdir(dirname(path), { recursive: true })
          await writeAtomically(path, `${JSON.stringify(chosen, null, 2)}\n`)
        } catch (error) {
          report(`the preferences were not kept: ${(error as Error).message}`)
        }
      }),
    close: () => queue.settled(),
  }
}
