/** A report of a problem: versions, settings and logs, without data and documents. The person sees every file of it before it is saved. */
import { open, readdir } from 'node:fs/promises'
import { arch, cpus, homedir, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import type { HostInfo, ReportFile } from '../../shared/ipc/contract/index.ts'
import type { SettingsFile } from '../../shared/settings.ts'
import { withoutHome } from './without-home.ts'

/** Of each log file the end is reported. */
const MAX_LOG_BYTES = 256 * 1024
const MAX_LOGS = 10

export interface ReportOptions {
  readonly info: HostInfo
  readonly version: string
  readonly settings: SettingsFile
  /** Folder of log files; `null` if there is none. */
  readonly logs: string | null
  /** What the window knows. */
  readonly window: Readonly<Record<string, string>>
  readonly home?: string
}

/** The files of a report, with `~` in place of the home folder. */
export async function problemReport(options: ReportOptions): Promise<readonly ReportFile[]> {
  const { home = homedir(), logs, settings } = options
  const stored = logs === null ? [] : await logFiles(logs)
  const files: readonly ReportFile[] = [
    { name: 'versions.txt', text: versions(options) },
    { name: 'settings.json', text: `${JSON.stringify(settings.content, null, 2)}\n` },
    ...stored,
  ]
  return files.map(({ name, text }) => ({ name, text: withoutHome(text, home) }))
}

export const zipReport = (files: readonly ReportFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])))

function versions({ info, version, settings, window }: ReportOptions): string {
  const processors = cpus()
  const facts: Readonly<Record<string, string>> = {
    Layerloom: version,
    host: `${info.kind}, ${info.name}${info.reason ? ` (${info.reason.en})` : ''}`,
    system: `${type()} ${release()}, ${arch()}`,
    processor: `${processors.length} × ${processors[0]?.model ?? 'unknown'}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GB`,
    Node: process.versions.node,
    ...window,
  }
  const problems = settings.problems.map(({ message }) => ['problem', message.en] as const)
  return [...Object.entries(facts), ...problems].map(([name, value]) => `${name}: ${value}\n`).join('')
}

async function logFiles(folder: string): Promise<readonly ReportFile[]> {
  const names = await readdir(folder).catch(() => [] as string[]) // there are none yet
  const logs = names
    .filter((name) => /\.log$/.test(name))
    .sort()
    .slice(0, MAX_LOGS)
  return Promise.all(
    logs.map(async (name) => ({ name: `logs/${name}`, text: await endOf(join(folder, name)) })),
  )
}

async function endOf(path: string): Promise<string> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      const start = Math.max(0, size - MAX_LOG_BYTES)
      const bytes = Buffer.alloc(Math.min(size, MAX_LOG_BYTES))
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
      return bytes.subarray(0, bytesRead).toString('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    // The report says so, and is of use without it.
    return `(not readable: ${(error as Error).message})\n`
  }
}
