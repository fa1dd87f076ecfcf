/** The host's side of the engine: one child process on a plain Node binary. The bytes of its clients are relayed unread. It is relaunched
 *  after a crash, which closes the port of every client; a client that reconnects waits for the new engine. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Port } from '../../shared/ipc/port.ts'
import { type ProblemData, ProblemError, problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { exitReason } from './engine-exit.ts'
import {
  type ClientKind,
  type FilePermissions,
  type FromEngine,
  fromBase64,
  noSystemTrash,
  type Question,
  type ToEngine,
  toBase64,
} from './engine-messages.ts'
import { notGranted } from './file-problems.ts'
import { type LocalPort, localPort } from './local-port.ts'

/** Decide about files named by a window; by default it may use none. Not used for terminals. */
export interface EngineOptions extends Partial<FilePermissions> {
  /** A plain Node binary: see node-binary.ts. */
  readonly node: string
  /** dist/engine/index.mjs. */
  readonly entry: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Further variables, read whenever an engine starts. */
  readonly settings?: () => Readonly<Record<string, string>>
  /** Receives the engine's stdout and stderr, line by line. */
  readonly log?: (line: string) => void
  /** Called when the engine has ended by itself. */
  readonly onCrash?: (reason: string) => void
  /** Milliseconds before the first relaunch; doubles with each crash within a minute. */
  readonly backOff?: number
}

export interface EngineLink {
  /** Opens a client, and starts the engine if it is not running. After 3 crashes in a minute the port closes with the reason. */
  open(kind?: ClientKind): Port
  /** Process id of the running engine, for tests and the log. */
  pid(): number | undefined
  /** Stops the engine: disconnects it, and kills it after two seconds. No client can be opened afterwards. */
  stop(): Promise<void>
  /** Makes the engine stop its runs and reset its state; only supported by an engine started for tests. */
  reset(): Promise<void>
}

const MAX_CRASHES = 3
const CRASH_WINDOW = 60_000
const STOP_TIMEOUT = 2000
const HAS_GROUPS = process.platform !== 'win32'

export function linkEngine(options: EngineOptions): EngineLink {
  const {
    node,
    entry,
    env = process.env,
    settings = () => ({}),
    log = () => {},
    onCrash = () => {},
    mayRead = deny,
    mayWrite = deny,
    moveToSystemTrash = noSystemTrash,
    backOff = 250,
  } = options
  const clients = new Map<number, LocalPort>()
  let lastClient = 0
  let child: ChildProcess | null = null
  let crashes: number[] = []
  let restart: NodeJS.Timeout | null = null
  /** Messages for an engine that is about to start. */
  let queuedMessages: ToEngine[] = []
  let stopped = false
  let lastLine = ''

  const logLine = (line: string) => {
    lastLine = line
    log(line)
  }

  const send = (message: ToEngine) => {
    if (child)
      child.send(message, () => {}) // a disconnected child is about to exit
    else queuedMessages.push(message)
  }

  async function answerQuestion(
    requester: ChildProcess,
    client: number,
    { id, access, path, document }: Question,
  ): Promise<void> {
    let problems: readonly ProblemData[] | null = null
    try {
      if (access === 'read') await mayRead(path, document)
      else if (access === 'write') await mayWrite(path)
      else await moveToSystemTrash(path)
    } catch (error) {
      // Any error is answered, because the engine waits for an answer.
      problems =
        error instanceof ProblemError ? error.problems : [problem('internal', untranslated(String(error)))]
    }
    // A relaunched engine numbers its questions from the start, so the id may belong to another path.
    if (child === requester) send({ client, type: 'answer', question: id, problems })
  }

  // When the host exits for any reason, the engine exits too.
  const killOnExit = () => {
    if (child) killAll(child)
  }
  process.once('exit', killOnExit)

  function start() {
    restart = null
    const running = spawn(node, [entry], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'json', // see engine-messages.ts
      env: { ...env, ...settings() },
      // A separate process group: Ctrl-C in the terminal only reaches the host, and no run outlives its engine.
      detached: HAS_GROUPS,
    })
    child = running
    readLines(running.stdout!, logLine)
    readLines(running.stderr!, logLine)
    running.on('message', (message: FromEngine) => {
      if (message.type === 'forgotten') return
      if (message.type === 'restart') {
        isReplaced = true
        void end(running)
        return
      }
      const local = clients.get(message.client)
      if (message.question) void answerQuestion(running, message.client, message.question)
      else if (message.bytes !== undefined) local?.deliver(fromBase64(message.bytes))
      else {
        clients.delete(message.client)
        local?.closed('closed by the engine')
      }
    })
    let hasExited = false
    let isReplaced = false
    const onExit = (reason: string) => {
      if (hasExited) return
      hasExited = true
      if (child === running) child = null
      killGroup(running.pid)
      if (stopped) return
      if (isReplaced) return closeAll('its settings changed')
      crashes.push(Date.now())
      onCrash(reason)
      closeAll(exitReason(reason, lastLine))
    }
    running.on('error', (error) => onExit(`the engine could not start (${error.message})`))
    running.on('exit', (code, signal) => onExit(`the engine ended (${signal ?? `code ${code}`})`))
    const messages = queuedMessages
    queuedMessages = []
    for (const message of messages) send(message)
  }

  function closeAll(reason: string) {
    const open = [...clients.values()]
    clients.clear()
    queuedMessages = []
    for (const local of open) local.closed(reason)
  }

  function ensureRunning(): boolean {
    if (child || restart) return true
    crashes = crashes.filter((at) => Date.now() - at < CRASH_WINDOW)
    if (crashes.length >= MAX_CRASHES) return false
    if (crashes.length === 0) start()
    else restart = setTimeout(start, backOff * 2 ** (crashes.length - 1))
    return true
  }

  return {
    open(kind = 'window') {
      const client = ++lastClient
      const local = localPort(
        (bytes) => send({ client, type: 'bytes', bytes: toBase64(bytes) }),
        () => {
          clients.delete(client)
          if (child || restart) send({ client, type: 'close' })
        },
      )
      if (stopped || !ensureRunning()) {
        const reason = stopped
          ? 'the app is closing'
          : exitReason(`the engine ended ${MAX_CRASHES} times within a minute`, lastLine)
        setImmediate(() => local.closed(reason))
        return local.port
      }
      clients.set(client, local)
      send({ client, type: 'open', kind })
      return local.port
    },
    pid: () => child?.pid,
    async reset() {
      crashes = []
      const running = child
      if (!running) return
      await new Promise<void>((resolve) => {
        const done = () => {
          running.off('message', onMessage)
          running.off('exit', done)
          resolve()
        }
        const onMessage = ({ type }: FromEngine) => {
          if (type === 'forgotten') done()
        }
        running.on('message', onMessage)
        running.once('exit', done)
        send({ type: 'forget' })
      })
    },
    async stop() {
      stopped = true
      if (restart) clearTimeout(restart)
      restart = null
      closeAll('the app is closing')
      process.off('exit', killOnExit)
      if (child) await end(child)
    },
  }
}

/** Disconnects an engine, which ends it, and kills it after two seconds. */
async function end(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return
  const exited = new Promise<void>((resolve) => running.once('exit', () => resolve()))
  if (running.connected) running.disconnect()
  const killer = setTimeout(() => killAll(running), STOP_TIMEOUT)
  await exited
  clearTimeout(killer)
}

const deny = async (path: string): Promise<void> => {
  throw notGranted(path)
}

function killAll(child: ChildProcess): void {
  killGroup(child.pid)
  child.kill('SIGKILL')
}

/** Kills everything the engine started, which is its runs. */
function killGroup(pid: number | undefined): void {
  if (!HAS_GROUPS || pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // ESRCH: no process is left, as expected
  }
}

function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let remainder = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const parts = (remainder + text).split('\n')
    remainder = parts.pop()!.slice(-10_000)
    for (const line of parts) if (line.trim()) onLine(line)
  })
}
