/** Identifies processes, so that a process that reused the id of another one is not mistaken for it. */
import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'

const text = z.string().max(300)
export const processIdentitySchema = z.strictObject({
  pid: z
    .int()
    .min(1)
    .max(2 ** 31),
  started: text,
})
export type ProcessIdentity = z.infer<typeof processIdentitySchema>

/** Scope of process ids: this machine since its boot, or a container. */
export const pidScopeSchema = z.strictObject({ host: text, boot: text, namespace: text })
export type PidScope = z.infer<typeof pidScopeSchema>

const readOr = (read: () => string): string => {
  try {
    return read().trim()
  } catch {
    // Not Linux: the other members must suffice.
    return ''
  }
}

let cachedScope: PidScope | null = null
export function currentPidScope(): PidScope {
  cachedScope ??= {
    host: hostname(),
    boot: readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    namespace: readOr(() => readlinkSync('/proc/self/ns/pid')),
  }
  return cachedScope
}

export const processIdentity = (pid: number): ProcessIdentity => ({ pid, started: startTimeOf(pid) ?? '' })

/** Whether one of the processes of a scope still runs; `null` if this cannot be determined from here.
 *  @param whenUnknown result if a process has the id but its start time is unknown: on Windows the id may have been reused */
export function anyAlive(
  scope: PidScope,
  processes: readonly ProcessIdentity[],
  whenUnknown: boolean | null = true,
): boolean | null {
  const currentScope = currentPidScope()
  if (scope.host !== currentScope.host || scope.namespace !== currentScope.namespace) return null
  if (scope.boot !== currentScope.boot) return false
  const answers = processes.map(isAlive)
  if (answers.includes(true)) return true
  return answers.includes(null) ? whenUnknown : false
}

/** `null` if the id is in use, by this process or by another one. */
function isAlive({ pid, started }: ProcessIdentity): boolean | null {
  const currentStart = startTimeOf(pid)
  if (currentStart === null) return false
  return started === '' || currentStart === '' ? null : currentStart === started
}

/** Start time of a process as reported by the system: `null` if it has exited or is a zombie, empty if the system does not report it. */
export function startTimeOf(pid: number): string | null {
  if (process.platform === 'linux') return linuxStart(pid)
  if (process.platform === 'win32') return exists(pid) ? '' : null
  try {
    const [state = '', ...start] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      // The output is the same in every process, whatever its language and time zone.
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split(/\s+/)
    return state.startsWith('Z') ? null : start.join(' ')
  } catch {
    // ps exits with 1 if there is no such process.
    return exists(pid) ? '' : null
  }
}

/** Fields 3 and 22 of proc(5) stat: state and start time. The second field is a name in brackets that may contain spaces. */
function linuxStart(pid: number): string | null {
  const fields = readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
    .split(') ')
    .at(-1)!
    .split(' ')
  const [state, start] = [fields[0] ?? '', fields[19]]
  // Missing if the system hides the processes of other users.
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
