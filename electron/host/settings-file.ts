/** Reads and writes the settings file (docs/settings.md), which a person may edit and several programs may write. */
import { readFileSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type ProblemData, ProblemError, problem } from '../../shared/problem.ts'
import {
  MAX_SETTINGS_BYTES,
  NO_SETTINGS_FILE,
  parseSettings,
  type Settings,
  type SettingsFile,
  settingsText,
  tooLarge,
} from '../../shared/settings.ts'
import { appFolders } from '../system/app-folder.ts'
import { fileProblem } from './file-problems.ts'
import { serialQueue } from './serial-queue.ts'
import { writeAtomically } from './write-file.ts'

export const settingsPath = (env: NodeJS.ProcessEnv = process.env): string =>
  join(appFolders(env).settings, 'settings.json')

/** @throws ProblemError if there is a file that cannot be used */
function readFile(path: string): SettingsFile {
  try {
    const info = statSync(path, { throwIfNoEntry: false })
    if (!info) return NO_SETTINGS_FILE
    // A pipe would block.
    if (!info.isFile()) throw new Error('not a regular file')
    if (info.size > MAX_SETTINGS_BYTES) throw tooLarge(info.size)
    return parseSettings(readFileSync(path, 'utf8'))
  } catch (error) {
    throw fileProblem('read', path, error)
  }
}

/** The settings, with the defaults for what cannot be read. The file is small and is read where it is needed, so it is never outdated. */
export function readSettings(path: string): SettingsFile {
  try {
    return readFile(path)
  } catch (error) {
    const problems: readonly ProblemData[] =
      error instanceof ProblemError
        ? error.problems
        : [problem('settings-damaged', { en: String(error), ko: String(error) })]
    return { ...NO_SETTINGS_FILE, problems }
  }
}

export interface SettingsStore {
  readonly path: string
  read(): SettingsFile
  /** @throws ProblemError if the file cannot be written, or has content that must not be replaced */
  change(changes: Partial<Settings>): Promise<void>
  close(): Promise<void>
}

export function settingsIn(path: string): SettingsStore {
  const queue = serialQueue()
  return {
    path,
    read: () => readSettings(path),
    change: (changes) =>
      queue(async () => {
        const text = settingsText(readFile(path), changes)
        await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
          throw fileProblem('write', path, error)
        })
        await writeAtomically(path, text)
      }),
    close: () => queue.settled(),
  }
}
