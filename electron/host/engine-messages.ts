/** Messages between host and engine over child-process IPC (serialization 'advanced'): clients open and close, and their bytes are relayed
 *  unread. Before the engine reads a file that a window named, it asks the host, which knows the files that the user chose. */
import type { ProblemData } from '../../shared/problem.ts'

/** Kind of a client: a page, which may be compromised, or a user at a terminal, who may also name files to write. */
export type ClientKind = 'window' | 'terminal'

export type ToEngine =
  | { readonly client: number; readonly type: 'open'; readonly kind: ClientKind }
  | { readonly client: number; readonly type: 'bytes'; readonly bytes: Uint8Array }
  | { readonly client: number; readonly type: 'close' }
  | {
      readonly client: number
      readonly type: 'answer'
      readonly question: number
      /** Why the file may not be read; `null` if it may. */
      readonly problems: readonly ProblemData[] | null
    }
  /** Only handled by an engine started for tests: see under-test.ts. */
  | { readonly type: 'forget' }

/** Without bytes and without a question, the engine closes the client. */
export type FromEngine =
  | {
      readonly type?: undefined
      readonly client: number
      readonly bytes?: Uint8Array
      readonly question?: Question
    }
  | { readonly type: 'forgotten' }

/** Whether this file may be the data of the document (`null`: of one without a file). */
export interface Question {
  readonly id: number
  readonly path: string
  readonly document: string | null
}

/** @throws ProblemError if the file may not be read */
export type MayRead = (path: string, document: string | null) => Promise<void>
