/** Messages between host and engine over child-process IPC, as JSON: clients open and close, and their bytes are relayed unread. Before the
 *  engine reads or writes a file that a window named, it asks the host, which knows the files that the user chose.
 *
 *  Not serialization 'advanced', which would carry bytes as they are: it uses V8's serializer, whose buffers crash Electron's main process
 *  when they are freed (Electron passes the length of the message to the allocator of the sandbox, not the size of the buffer). */
import { type ProblemData, ProblemError, problem } from '../../shared/problem.ts'

/** Kind of a client: a page, which may be compromised, or a user at a terminal, who may also name files to write. */
export type ClientKind = 'window' | 'terminal'

export const NO_SYSTEM_TRASH = 'no_system_trash'

/** Of a host without a system's trash: a browser's, a terminal's. */
export const noSystemTrash: MoveToSystemTrash = async (path) => {
  throw new ProblemError([
    problem(NO_SYSTEM_TRASH, {
      en: `${path} cannot be moved into a trash of the system, which only the desktop app has.`,
      ko: `${path}을(를) 시스템 휴지통으로 옮길 수 없습니다. 데스크톱 앱에만 있습니다.`,
    }),
  ])
}

/** Bytes as JSON can carry them. */
export type Base64 = string

export const toBase64 = ({ buffer, byteOffset, byteLength }: Uint8Array): Base64 =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64')

/** Bytes with a buffer of their own: `Buffer.from(text)` may be a part of Node's pool, all of which Electron would send to a window. */
export function fromBase64(text: Base64): Uint8Array {
  const bytes = new Uint8Array(Buffer.byteLength(text, 'base64'))
  Buffer.from(bytes.buffer).write(text, 'base64')
  return bytes
}

export type ToEngine =
  | { readonly client: number; readonly type: 'open'; readonly kind: ClientKind }
  | { readonly client: number; readonly type: 'bytes'; readonly bytes: Base64 }
  | { readonly client: number; readonly type: 'close' }
  | {
      readonly client: number
      readonly type: 'answer'
      readonly question: number
      /** Why the file may not be read or written; `null` if it may. */
      readonly problems: readonly ProblemData[] | null
    }
  /** Only handled by an engine started for tests: see under-test.ts. */
  | { readonly type: 'forget' }

/** Without bytes and without a question, the engine closes the client. */
export type FromEngine =
  | {
      readonly type?: undefined
      readonly client: number
      readonly bytes?: Base64
      readonly question?: Question
    }
  | { readonly type: 'forgotten' }
  /** The engine has nothing to lose, and asks to be started anew. */
  | { readonly type: 'restart' }

/** Whether this file may be the data of the document (`null`: of one without a file), or may be written; or whether the host has moved it
 *  into the system's trash. */
export interface Question {
  readonly id: number
  readonly access: 'read' | 'write' | 'trash'
  readonly path: string
  readonly document: string | null
}

/** @throws ProblemError if the file may not be read */
export type MayRead = (path: string, document: string | null) => Promise<void>
/** @throws ProblemError if the file may not be written */
export type MayWrite = (path: string) => Promise<void>
/** Moves a file or folder into the system's trash. @throws ProblemError, `no_system_trash` on a host without one */
export type MoveToSystemTrash = (path: string) => Promise<void>

/** What the host decides about files that a window names, and does for its engine. */
export interface FilePermissions {
  readonly mayRead: MayRead
  readonly mayWrite: MayWrite
  readonly moveToSystemTrash: MoveToSystemTrash
}
