/** A fresh machine in namespaces of its own (file system, processes, network): the cached Debian root under an overlay in memory. It has
 *  no network, except for a command that is run online. Everything in it ends with this process, even if this process is killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream'
import { exec } from '../../../scripts/setup/exec.mjs'

const ENTER = resolve('tests/installed/machine/enter.sh')
const RELAY = resolve('tests/installed/machine/relay.mjs')
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const COMMAND_MS = 10 * 60_000

export interface CommandOptions {
  /** A user of the machine. */
  readonly user?: string
  /** Whether the command uses the network of this computer. */
  readonly online?: boolean
  readonly env?: Readonly<Record<string, string>>
}

export interface Machine {
  /** The path on this computer of a file of the machine. A link in it would lead to this computer's files. */
  path(inside: string): string
  /** Runs a shell command to its end. @returns its standard output @throws Error with its last lines if it fails */
  run(command: string, options?: CommandOptions): Promise<string>
  /** Starts a shell command. */
  start(command: string, options?: CommandOptions): ChildProcess
  /** Passes connections from a port of this computer on to a port of the machine. @returns the port of this computer */
  forward(port: number): Promise<number>
  /** Ends all processes of the machine. */
  stop(): Promise<void>
}

/** @param root the folder of the fresh system, which is not changed */
export async function startMachine(root: string): Promise<Machine> {
  const archives = join(dirname(root), 'archives')
  mkdirSync(archives, { recursive: true })
  const place = mkdtempSync(join(tmpdir(), 'layerloom-machine-'))
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--ipc', '--uts', '--net']
  const first = spawn('unshare', [...namespaces, 'sh', ENTER, root, archives, place], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const exited = once(first, 'exit')
  const servers: Server[] = []
  await firstLine(first, 'the machine')
  const pid = readFileSync(`/proc/${first.pid}/task/${first.pid}/children`, 'utf8').trim()

  const commandLine = (command: string, { user = 'root', online = false, env = {} }: CommandOptions) => {
    const home = user === 'root' ? '/root' : `/home/${user}`
    const variables = { PATH, HOME: home, USER: user, LOGNAME: user, LANG: 'C.UTF-8', ...env }
    const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
    const namespaces = ['--mount', '--pid', '--ipc', '--uts', ...(online ? [] : ['--net'])]
    return [
      ...['--target', pid, ...namespaces, 'runuser', '-u', user, '--'],
      ...['env', '-i', '-C', home, ...assignments, 'sh', '-c', command],
    ]
  }
  const machine: Machine = {
    path: (inside) => join('/proc', pid, 'root', inside),
    run: (command, options = {}) => exec('nsenter', commandLine(command, options), { timeout: COMMAND_MS }),
    start(command, options = {}) {
      return spawn('nsenter', commandLine(command, options), { stdio: ['ignore', 'pipe', 'pipe'] })
    },
    async forward(port) {
      const server = createServer((near) => {
        const command = ['--target', pid, '--net', process.execPath, RELAY, `${port}`]
        const far = spawn('nsenter', command, { stdio: ['pipe', 'pipe', 'inherit'] })
        // Either end may close the connection at any time.
        pipeline(near, far.stdin, () => far.kill())
        pipeline(far.stdout, near, () => near.destroy())
      })
      servers.push(server)
      await once(server.listen(0, '127.0.0.1'), 'listening')
      return (server.address() as AddressInfo).port
    },
    async stop() {
      for (const server of servers) server.close()
      first.stdin.end()
      await exited
      rmdirSync(place)
    },
  }
  await exec('nsenter', ['--target', pid, '--net', 'ip', 'link', 'set', 'lo', 'up'])
  return machine
}

/** Waits for the first line of a program. @throws Error with its error output if it exits before */
export async function firstLine(child: ChildProcess, title: string): Promise<string> {
  let errors = ''
  child.stderr!.on('data', (text) => {
    errors += text
  })
  return Promise.race([
    once(child.stdout!, 'data').then(([text]) => String(text).split('\n')[0] ?? ''),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${title} ended with ${code}: ${errors.trim()}`)
    }),
  ])
}
