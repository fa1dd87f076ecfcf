/** Names processes so that one that ended is never taken for another that has its number now. */
import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'

const text = z.string().max(300)
export const processMark = z.strictObject({
  pid: z
    .int()
    .min(1)
    .max(2 ** 31),
  started: text,
})
export type ProcessMark = z.infer<typeof processMark>

/** Where process numbers mean something: this machine since it was started, and in a container only inside it. */
export const placeMark = z.strictObject({ host: text, boot: text, namespace: text })
export type PlaceMark = z.infer<typeof placeMark>

const readOr = (read: () => string): string => {
  try {
    return read().trim()
  } catch {
    // No Linux: the other marks have to do.
    return ''
  }
}

let known: PlaceMark | null = null
export function thisPlace(): PlaceMark {
  known ??= {
    host: hostname(),
    boot: readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    namespace: readOr(() => readlinkSync('/proc/self/ns/pid')),
  }
  return known
}

export const markOf = (pid: number): ProcessMark => ({ pid, started: startOf(pid) ?? '' })

/** Whether one of the processes that were marked in a place still runs; `null` where it cannot be asked from here.
 *  @param unsure the answer where a process has such a number and nothing tells when it began: on Windows it may be another one by now */
export function someAlive(
  place: PlaceMark,
  processes: readonly ProcessMark[],
  unsure: boolean | null = true,
): boolean | null {
  const here = thisPlace()
  if (place.host !== here.host || place.namespace !== here.namespace) return null
  if (place.boot !== here.boot) return false
  const answers = processes.map(isAlive)
  if (answers.includes(true)) return true
  return answers.includes(null) ? unsure : false
}

/** `null` where its number is taken, by it or by another one. */
function isAlive({ pid, started }: ProcessMark): boolean | null {
  const now = startOf(pid)
  if (now === null) return false
  return started === '' || now === '' ? null : now === started
}

/** When a process began, as its system tells it: `null` for one that is gone or only waits to be cleared away, empty where that is not told. */
export function startOf(pid: number): string | null {
  if (process.platform === 'linux') return linuxStart(pid)
  if (process.platform === 'win32') return exists(pid) ? '' : null
  try {
    const [state = '', ...start] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      // The same words in every process, whatever the language and the time zone it was started with.
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split(/\s+/)
    return state.startsWith('Z') ? null : start.join(' ')
  } catch {
    // ps ends with 1 where there is no such process.
    return exists(pid) ? '' : null
  }
}

/** Fields 3 and 22 of proc(5) stat: state and start. The second field is a name in brackets that may hold spaces. */
function linuxStart(pid: number): string | null {
  const fields = readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
    .split(') ')
    .at(-1)!
    .split(' ')
  const [state, start] = [fields[0] ?? '', fields[19]]
  // Not told where the system hides the processes of others.
  if (start === undefined) return exists(pid) ? '' : null
  return 'ZXx'.includes(state) ? null : start
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
