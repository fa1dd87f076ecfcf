/** Remote calls over a Port: birpc carries them, msgpack encodes them, and zod validates them at the receiver.
 *
 *  Serving side (host, engine): `const events = serve<EngineCalls, EngineEvents>(port, calls, engineContract)`, then
 *  `events.progress(frame)`. Calling side (window, command line): `const engine = connect<EngineCalls, EngineEvents>(port,
 *  { progress: draw })`, then `await engine.train(job)`. Both end with their port: close the port to disconnect, and listen to its
 *  onClose to detect a disconnect. */
import { createBirpc } from 'birpc'
import type { z } from 'zod'
import { isObject } from '../json.ts'
import { type ProblemData, ProblemError, problem, withoutFix } from '../problem.ts'
import { untranslated } from '../text.ts'
import { decode, encode, MAX_CALL_BYTES } from './codec.ts'
import type { Call } from './contract/call.ts'
import type { Port } from './port.ts'

type Calls<C> = { readonly [K in keyof C]: (...args: never[]) => Promise<unknown> }
type Events<E> = { readonly [K in keyof E]: (...args: never[]) => void }

/** The declaration of each call (shared/ipc/contract). A call that is not declared, or with other arguments, does not compile. */
type Contract<C extends Calls<C>> = { readonly [K in keyof C]: Call<Readonly<Parameters<C[K]>>, unknown> }

export const MAX_ISSUES = 20
/** Limit on the unanswered calls of one client. */
export const MAX_PENDING = 64

/** Answers calls on this port and returns an object that sends events. Invalid arguments, unknown names and more than MAX_PENDING
 *  pending calls are answered with a ProblemError. A message that is too large or malformed closes the port. */
export function serve<C extends Calls<C>, E extends Events<E>>(
  port: Port,
  calls: C,
  contract: Contract<C>,
): E {
  let pending = 0
  const resolve = (name: string) => async (args: unknown[]) => {
    if (!Object.hasOwn(contract, name) || !Object.hasOwn(calls, name)) throw unknownCall(name)
    if (pending >= MAX_PENDING) throw tooManyCalls()
    const key = name as keyof C
    const checked = contract[key].args.safeParse(args)
    if (!checked.success) throw invalidArguments(name, checked.error)
    pending += 1
    try {
      const call = calls[key] as unknown as (...list: readonly unknown[]) => unknown
      return await call.apply(calls, [...checked.data])
    } finally {
      pending -= 1
    }
  }
  const rpc = createRpc(port, resolve, MAX_CALL_BYTES, Number.POSITIVE_INFINITY)
  return methodProxy((name, args) => {
    rpc.$callEvent(name, ...args).catch(() => port.close()) // a client that cannot receive events has disconnected
  }) as E
}

/** The calls of the other side as async functions. They reject with a ProblemError, also when the connection is lost.
 *  Events without a handler are ignored. */
export function connect<C extends Calls<C>, E extends Events<E>>(port: Port, handlers: Partial<E>): C {
  const resolve = (name: string) => async (args: unknown[]) => {
    if (!Object.hasOwn(handlers, name)) return
    try {
      ;(handlers[name as keyof E] as ((...list: unknown[]) => void) | undefined)?.(...args)
    } catch (error) {
      // birpc swallows errors of event handlers; an unhandled rejection passes them to the global error handler instead.
      void Promise.reject(error)
    }
  }
  const rpc = createRpc(port, resolve, Number.POSITIVE_INFINITY, MAX_CALL_BYTES)
  return methodProxy((name, args) =>
    rpc.$call(name, ...args).catch((error: unknown) => {
      throw error instanceof ProblemError
        ? error
        : connectionLostError(error instanceof Error ? error.message : '')
    }),
  ) as C
}

type Remote = Record<string, (...args: unknown[]) => Promise<unknown>>

function createRpc(
  port: Port,
  resolve: (name: string) => (args: unknown[]) => Promise<unknown>,
  maxBytesIn: number,
  maxBytesOut: number,
) {
  const rpc = createBirpc<Remote, Record<string, never>>(Object.create(null), {
    timeout: -1, // a first call may prepare data for minutes; a lost port rejects the pending calls
    post: (bytes: Uint8Array) => port.post(bytes),
    on: (receive) => {
      port.onMessage((bytes) => receive(bytes))
    },
    serialize: (message) => {
      const bytes = encode(message.e === undefined ? message : { ...message, e: errorData(message.e) })
      if (bytes.byteLength > maxBytesOut) throw tooLarge(bytes.byteLength)
      return bytes
    },
    deserialize: (bytes: Uint8Array) => readMessage(bytes, maxBytesIn),
    resolver: (name) => {
      const call = resolve(name)
      return (...args: unknown[]) => call(args)
    },
    onGeneralError: (error, name) => {
      // Without a name the message was unreadable: the other side does not speak this protocol.
      if (name !== undefined || error instanceof ProblemError) return false
      port.close()
      return true
    },
  })
  port.onClose((reason) => rpc.$close(connectionLostError(reason)))
  return rpc
}

const methodProxy = (send: (name: string, args: unknown[]) => unknown): unknown =>
  new Proxy(Object.create(null), {
    get: (_, name) =>
      typeof name === 'symbol' || name === 'then' ? undefined : (...args: unknown[]) => send(name, args),
  })

function readMessage(bytes: Uint8Array, maxBytes: number): unknown {
  if (bytes.byteLength > maxBytes)
    throw new Error(`a message of ${bytes.byteLength} bytes is over ${maxBytes}`)
  const message = decode(bytes)
  if (isObject(message)) {
    if (message.t === 'q' && typeof message.m === 'string' && Array.isArray(message.a)) {
      if (message.i === undefined || typeof message.i === 'string')
        return { t: 'q', m: message.m, a: message.a, i: message.i }
    }
    if (message.t === 's' && typeof message.i === 'string')
      return {
        t: 's',
        i: message.i,
        r: message.r,
        e: message.e === undefined ? undefined : readError(message.e),
      }
  }
  throw new Error('not a message')
}

interface ErrorData {
  readonly message: string
  readonly problems: readonly ProblemData[]
}

/** Data of an error for the other side: problems without their fixes, which are functions, and without the stack, which is private. */
function errorData(error: unknown): ErrorData {
  const message = error instanceof Error ? error.message : String(error)
  const problems = error instanceof ProblemError ? error.problems.map(withoutFix) : [internalProblem(message)]
  return { message, problems }
}

/** A problem for an unexpected error of the program; its message quotes the thrown one. */
const internalProblem = (message: string) =>
  problem('internal', {
    en: `Layerloom has an internal error (${message}). Try again; if it happens again, please report it.`,
    ko: `Layerloom의 내부 오류입니다(${message}). 다시 시도해 보고, 다시 일어나면 알려 주세요.`,
  })

const readError = (data: unknown): ProblemError =>
  isObject(data) && Array.isArray(data.problems)
    ? new ProblemError(data.problems as ProblemData[])
    : new ProblemError([problem('internal', untranslated(String(data)))])

const unknownCall = (name: string) =>
  new ProblemError([
    problem('unknown-call', {
      en: `There is no call “${name.slice(0, 60)}”.`,
      ko: `“${name.slice(0, 60)}” 호출은 없습니다.`,
    }),
  ])

const tooManyCalls = () =>
  new ProblemError([
    problem('too-many-calls', {
      en: `More than ${MAX_PENDING} calls are waiting for an answer; try again when they are done.`,
      ko: `응답을 기다리는 호출이 ${MAX_PENDING}개를 넘습니다. 끝난 뒤 다시 시도하세요.`,
    }),
  ])

const tooLarge = (bytes: number) => {
  const size = `${(bytes / 2 ** 20).toFixed(1)} MiB`
  const limit = `${MAX_CALL_BYTES / 2 ** 20} MiB`
  return new ProblemError([
    problem('message-too-large', {
      en: `This is too large to send: ${size}, at most ${limit}.`,
      ko: `보내기에 너무 큽니다: ${size}, 최대 ${limit}.`,
    }),
  ])
}

const connectionLostError = (reason: string) =>
  new ProblemError([
    problem('connection-lost', {
      en: `The connection was lost before an answer arrived (${reason || 'no reason given'}).`,
      ko: `응답이 오기 전에 연결이 끊겼습니다(${reason || '이유 없음'}).`,
    }),
  ])

function invalidArguments(name: string, error: z.ZodError): ProblemError {
  const problems = error.issues.slice(0, MAX_ISSUES).map((issue) => {
    const path = issue.path.map(String).join('.')
    return problem('bad-argument', {
      en: `${name}, argument ${path || '(all)'}: ${issue.message}`,
      ko: `${name}, 인수 ${path || '(전체)'}: ${issue.message}`,
    })
  })
  return new ProblemError(problems)
}
