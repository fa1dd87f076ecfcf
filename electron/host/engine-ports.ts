/** The engine's side of the link to its host: converts process messages into one Port per client (a window, a browser tab, the command
 *  line). Use: `acceptClients((port) => serve<EngineCalls, EngineEvents>(port, calls, engineContract))`. */
import type { Port } from '../../shared/ipc/port.ts'
import { type ProblemData, ProblemError } from '../../shared/problem.ts'
import {
  type ClientKind,
  type FilePermissions,
  type FromEngine,
  fromBase64,
  type Question,
  type ToEngine,
  toBase64,
} from './engine-messages.ts'
import { type LocalPort, localPort } from './local-port.ts'

/** The members of the process that are used to communicate with the host. */
type HostProcess = Pick<NodeJS.Process, 'on' | 'send' | 'connected'>

/** Calls `onClient` for every client that opens; `permissions` ask the host about files that this client named. When the host exits or
 *  disconnects, every port closes and `onHostExit` runs: by default the process exits, because no client can reach it. */
export function acceptClients(
  onClient: (port: Port, kind: ClientKind, permissions: FilePermissions) => void,
  onHostExit: () => void = () => process.exit(0),
  /** Absent if there is no state to reset. */
  onReset: (() => Promise<void>) | null = null,
  host: HostProcess = process,
): void {
  const clients = new Map<number, LocalPort>()
  const questions = new Map<number, (problems: readonly ProblemData[] | null) => void>()
  let lastQuestion = 0
  const send = (message: FromEngine) => {
    // A host that is exiting cannot receive it: 'disconnect' follows, so the error is ignored.
    if (host.connected) host.send?.(message, undefined, undefined, () => {})
  }

  const askHost = (client: number, question: Omit<Question, 'id'>): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = ++lastQuestion
      questions.set(id, (problems) => (problems ? reject(new ProblemError(problems)) : resolve()))
      send({ client, question: { id, ...question } })
    })
  const permissionsOf = (client: number): FilePermissions => ({
    mayRead: (path, document) => askHost(client, { access: 'read', path, document }),
    mayWrite: (path) => askHost(client, { access: 'write', path, document: null }),
    moveToSystemTrash: (path) => askHost(client, { access: 'trash', path, document: null }),
  })

  const handleMessage = (message: ToEngine) => {
    if (message.type === 'forget') {
      if (onReset) reset(onReset).catch((error: unknown) => console.error(error))
      return
    }
    const openPort = clients.get(message.client)
    if (message.type === 'open') {
      const { client } = message
      if (openPort) tryRun(() => openPort.closed('opened again'))
      const local = localPort(
        (bytes) => send({ client, bytes: toBase64(bytes) }),
        () => {
          clients.delete(client)
          send({ client })
        },
      )
      clients.set(client, local)
      onClient(local.port, message.kind, permissionsOf(client))
    } else if (message.type === 'answer') {
      questions.get(message.question)?.(message.problems)
      questions.delete(message.question)
    } else if (message.type === 'bytes') openPort?.deliver(fromBase64(message.bytes))
    else {
      clients.delete(message.client)
      openPort?.closed('closed by the client')
    }
  }
  host.on('message', (message: ToEngine) => {
    // An error with one client must not affect other clients and a run in progress.
    if (tryRun(() => handleMessage(message)) || message.type === 'forget') return
    const openPort = clients.get(message.client)
    if (openPort) tryRun(() => openPort.port.close('the engine met a fault of its own; its log says more'))
  })
  /** Connected clients receive nothing more. */
  const reset = async (resetEngine: () => Promise<void>) => {
    for (const client of clients.keys()) send({ client })
    for (const local of clients.values()) tryRun(() => local.closed('forgotten'))
    clients.clear()
    await resetEngine()
    send({ type: 'forgotten' })
  }

  host.on('disconnect', () => {
    for (const local of clients.values()) tryRun(() => local.closed('the host is gone'))
    clients.clear()
    onHostExit()
  })
}

/** Asks the host for another engine in place of this one, after the answer of the call that wants it. */
export const requestRestart = (host: HostProcess = process): void => {
  setImmediate(() => host.send?.({ type: 'restart' } satisfies FromEngine, undefined, undefined, () => {}))
}

/** Runs `work`; reports an exception and returns false. */
function tryRun(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    console.error(error)
    return false
  }
}
