/** Finds the processes below the host (the engine and its runs), and waits for those that outlive it. */
import { execFileSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

function listProcesses(): readonly Process[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return pid && parent ? [{ pid: Number(pid), parent: Number(parent), command }] : []
  })
}

/** The ids of the processes below `root` that run `program`, for example 'engine/index.mjs' or 'engine/run.mjs'. */
export function descendants(root: number, program: string): readonly number[] {
  const processes = listProcesses()
  const descendantPids = new Set([root])
  // Processes have no cycles, so this loop ends after one round per generation.
  for (let size = 0; size !== descendantPids.size; ) {
    size = descendantPids.size
    for (const { pid, parent } of processes) if (descendantPids.has(parent)) descendantPids.add(pid)
  }
  return processes
    .filter(
      ({ pid, command }) =>
        descendantPids.has(pid) && command.split(' ').some((word) => word.endsWith(program)),
    )
    .map(({ pid }) => pid)
}

/** Waits until no process has `argument` on its command line. Electron's helper processes exit only after its main process has exited,
 *  and the network process still writes into the user data until then. */
export async function waitForExit(argument: string): Promise<void> {
  while (listProcesses().some(({ command }) => command.includes(argument))) await delay(20)
}
