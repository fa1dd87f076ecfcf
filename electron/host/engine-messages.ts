/** What host and engine say to each other over child-process IPC (serialization 'advanced'): clients come and go, and their
 *  bytes pass unread. */

/** Who a client is: a page, which could have been taken over, or a person at a terminal, who may also name files to write. */
export type ClientKind = 'window' | 'terminal'

export type ToEngine =
  | { readonly client: number; readonly type: 'open'; readonly kind: ClientKind }
  | { readonly client: number; readonly type: 'bytes'; readonly bytes: Uint8Array }
  | { readonly client: number; readonly type: 'close' }
  /** Only an engine that was started for tests hears it: see under-test.ts. */
  | { readonly type: 'forget' }

/** Without bytes, the engine closes that client. */
export type FromEngine =
  | { readonly type?: undefined; readonly client: number; readonly bytes?: Uint8Array }
  | { readonly type: 'forgotten' }
