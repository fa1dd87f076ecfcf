/** What host and engine say to each other over child-process IPC (serialization 'advanced'): clients come and go, and their
 *  bytes pass unread. Before the engine reads a file that a window named, it asks the host, which alone knows what the person chose. */
import type { ProblemData } from '../../shared/problem.ts'

/** Who a client is: a page, which could have been taken over, or a person at a terminal, who may also name files to write. */
export type ClientKind = 'window' | 'terminal'

export type ToEngine =
  | { readonly client: number; readonly type: 'open'; readonly kind: ClientKind }
  | { readonly client: number; readonly type: 'bytes'; readonly bytes: Uint8Array }
  | { readonly client: number; readonly type: 'close' }
  | {
      readonly client: number
      readonly type: 'answer'
      readonly question: number
      /** Why not; `null`: it may be read. */
      readonly problems: readonly ProblemData[] | null
    }
  /** Only an engine that was started for tests hears it: see under-test.ts. */
  | { readonly type: 'forget' }

/** Without bytes and without a question, the engine closes that client. */
export type FromEngine =
  | {
      readonly type?: undefined
      readonly client: number
      readonly bytes?: Uint8Array
      readonly question?: Question
    }
  | { readonly type: 'forgotten' }

/** May this file be the data of that document (`null`: of one without a file)? */
export interface Question {
  readonly id: number
  readonly path: string
  readonly document: string | null
}

/** @throws ProblemError where the file may not be read */
export type MayRead = (path: string, document: string | null) => Promise<void>
