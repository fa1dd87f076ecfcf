/** Typed calls and events over a Port: birpc carries them, msgpackr writes the bytes (typed arrays stay typed arrays). */
import { createBirpc } from 'birpc'
import { decode, encode } from '../../shared/ipc/codec.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { isObject } from '../../shared/json.ts'
import { type ProblemData, ProblemError } from '../../shared/problem.ts'

/** Long enough for a dialog that stays open or a first data preparation; a closed port ends calls at once. */
const TIMEOUT = -1

/** An error as it crosses: its message, and its problems when it is one a person can mend. */
interface WireError {
  readonly message: string
  readonly problems?: readonly ProblemData[]
}

function toError(wire: unknown): unknown {
  if (typeof wire !== 'object' || wire === null || !('message' in wire)) return wire
  const { message, problems } = wire as WireError
  if (Array.isArray(problems) && problems.length > 0) return new ProblemError(problems)
  return wire instanceof Error ? wire : new Error(String(message))
}

/** Calls of the other side. `handlers` are looked up at each message, so they may be filled in later. */
export function connectRpc<Calls extends object>(port: Port, handlers: object): Calls {
  let stop = () => {}
  const rpc = createBirpc<Calls, object>(handlers, {
    timeout: TIMEOUT,
    post: (bytes: Uint8Array) => port.post(bytes),
    on: (receive) => {
      stop = port.onMessage(receive)
    },
    off: () => stop(),
    serialize: encode,
    deserialize: (bytes: Uint8Array) => {
      const message = decode(bytes)
      return isObject(message) && message.e !== undefined ? { ...message, e: toError(message.e) } : message
    },
    resolver: (name, known) => (Object.hasOwn(handlers, name) ? known : undefined),
  })
  port.onClose((reason) => rpc.$close(new Error(reason)))
  // A promise-like proxy would be awaited by accident; only plain calls are handed on.
  return rpc as unknown as Calls
}
