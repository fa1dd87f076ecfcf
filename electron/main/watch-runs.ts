/** Counts the running trainings for the question before closing: the main process is one more client of the engine. */

import type { EngineCalls, EngineEvents, RunId } from '../../shared/ipc/contract/index.ts'
import { connect } from '../../shared/ipc/rpc.ts'
import type { RunState } from '../../shared/ipc/run-state.ts'
import { isFinalState } from '../../shared/ipc/run-state.ts'
import type { EngineLink } from '../host/engine-link.ts'

export interface RunWatch {
  running(): number
  /** Connects again after the engine exited; does nothing while connected. */
  ensure(): void
}

/** `onIdle` is called when the last running training has ended, or the engine has exited. */
export function watchRuns(engine: EngineLink, onIdle: () => void, report: (fault: string) => void): RunWatch {
  const running = new Set<RunId>()
  let isConnected = false
  const updateState = (run: RunId, state: RunState) => {
    if (!isFinalState(state)) running.add(run)
    else if (running.delete(run) && running.size === 0) onIdle()
  }
  return {
    running: () => running.size,
    ensure() {
      if (isConnected) return
      isConnected = true
      const port = engine.open()
      port.onClose(() => {
        isConnected = false
        const previousCount = running.size
        running.clear()
        if (previousCount > 0) onIdle()
      })
      const calls = connect<EngineCalls, EngineEvents>(port, {
        runStarted: (info) => updateState(info.run, info.state),
        runChanged: updateState,
        finished: (result) => updateState(result.run, result.state),
      })
      calls.attach().then(
        (runs) => {
          for (const { info, result } of runs) updateState(info.run, result?.state ?? info.state)
        },
        (error: Error) => report(`runs are not watched: ${error.message}`),
      )
    },
  }
}
