/** What the window may ask of the outside: the host (files, dialogs, title) and the engine (data, runs). The same for
 *  Electron, for a browser tab and for tests; only the ports beneath differ. */
import type { EngineCalls, EngineEvents, HostCalls, HostEvents } from '../../shared/ipc/contract.ts'

export interface Host {
  readonly host: HostCalls
  readonly engine: EngineCalls
  /** Handlers for events of both; set before `attach`, one set per window. */
  listen(host: HostEvents, engine: EngineEvents): void
  /** Tells when a connection is gone for good, with the reason. */
  onLost(callback: (reason: string) => void): void
}
