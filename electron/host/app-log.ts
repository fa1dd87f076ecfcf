/** The app's log: what the host, its engine and crashed windows report, in one file that is rotated. It stays on this machine. */
import { rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import log from 'electron-log/node'
import { renameSync } from '../system/rename.ts'
import { withoutHome } from './without-home.ts'

/** A full file becomes `layerloom.1.log`, which becomes `layerloom.2.log`, and so on. */
const MAX_BYTES = 2 ** 20
const MAX_FILES = 5
const MAX_LINE = 4000

export interface AppLog {
  readonly path: string
  /** A file that cannot be written is reported once, and the app goes on. */
  write(line: string): void
}

/** Faults of electron-log itself, which reports them by its default logger for each line anew. */
let reported = ''
log.transports.console.writeFn = ({ message }) => {
  const fault = message?.data.map(faultText).join(': ') ?? ''
  if (fault !== reported) console.error(`layerloom: ${fault}`)
  reported = fault
}

/** @param limits smaller in tests */
export function openLog(
  folder: string,
  {
    maxBytes = MAX_BYTES,
    maxFiles = MAX_FILES,
    home = homedir(),
  }: { readonly maxBytes?: number; readonly maxFiles?: number; readonly home?: string } = {},
): AppLog {
  const pathOf = (number: number) => join(folder, number === 0 ? 'layerloom.log' : `layerloom.${number}.log`)
  const logger = log.create({ logId: folder })
  logger.transports.console.level = false // the host prints its lines itself
  const { file } = logger.transports
  file.resolvePathFn = () => pathOf(0)
  file.maxSize = maxBytes
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  file.format = '[{y}-{m}-{d} {h}:{i}:{s}.{ms}] {text}'
  file.archiveLogFn = (current) => {
    try {
      rmSync(pathOf(maxFiles - 1), { force: true })
      for (let number = maxFiles - 2; number >= 0; number--) moveIfThere(pathOf(number), pathOf(number + 1))
    } catch (error) {
      // Another program has a file open: this one begins anew, so that the log stays within its size.
      current.clear()
      logger.info(`the log was not rotated: ${(error as Error).message}`)
    }
  }
  return { path: pathOf(0), write: (line) => logger.info(withoutPersonal(line, home)) }
}

const faultText = (part: unknown): string => (part instanceof Error ? part.message : String(part))

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** A line without a person's name and data: the home folder is `~`, and quoted texts, which in messages about data are values of cells,
 *  are left out. */
export function withoutPersonal(line: string, home: string): string {
  return withoutHome(line, home)
    .replace(/“[^”]*(?:”|$)/g, '“…”')
    .replace(/"[^"]*(?:"|$)/g, '"…"')
    .slice(0, MAX_LINE)
}
