/** What the window may ask of the outside: the host (files, dialogs, title) and the engine (data, runs). The same for
 *  Electron, for a browser tab and for tests; only the ports beneath differ. */
import type { EngineCalls, EngineEvents, HostCalls, HostEvents } from '../../shared/ipc/contract.ts'

export interface Host {
  /** Look these up for each call: after a lost connection they are other ones. */
  readonly host: HostCalls
  readonly engine: EngineCalls
  /** Handlers for the events of both; one set per window. */
  listen(host: HostEvents, engine: EngineEvents): void
  /** Tells when a connection was lost. The next call opens it again. */
  onLost(callback: (who: 'host' | 'engine', reason: string) => void): void
}
