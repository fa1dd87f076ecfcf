/** The window's interface to the host (files, dialogs, title) and the engine (data, runs). It is the same in Electron, in a browser
 *  tab and in tests; only the ports differ. */
import type { EngineCalls, EngineEvents, HostCalls, HostEvents } from '../../shared/ipc/contract/index.ts'

export interface Host {
  /** Read `host` and `engine` again for each call: the objects are replaced after a lost connection. */
  readonly host: HostCalls
  readonly engine: EngineCalls
  /** Sets the handlers for the events of both; there is one set per window. */
  listen(host: HostEvents, engine: EngineEvents): void
  /** Adds a listener for lost connections. The next call opens the connection again. */
  onLost(callback: (who: 'host' | 'engine', reason: string) => void): void
}
