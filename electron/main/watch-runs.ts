/** Counts the running trainings for the question before closing: the main process is one more client of the engine. */

import type { EngineCalls, EngineEvents, RunId, RunState } from '../../shared/ipc/contract.ts'
import { connect } from '../../shared/ipc/rpc.ts'
import { isOver } from '../../shared/ipc/run-state.ts'
import type { EngineLink } from '../host/engine-link.ts'

export interface RunWatch {
  running(): number
  /** Connects again after the engine exited; does nothing while connected. */
  ensure(): void
}

/** `onIdle` is called when the last running training has ended, or the engine has exited. */
export function watchRuns(engine: EngineLink, onIdle: () => void, report: (fault: string) => void): RunWatch {
  const running = new Set<RunId>()
  let listening = false
  const note = (run: RunId, state: RunState) => {
    if (!isOver(state)) running.add(run)
    else if (running.delete(run) && running.size === 0) onIdle()
  }
  return {
    running: () => running.size,
    ensure() {
      if (listening) return
      listening = true
      const port = engine.open()
      port.onClose(() => {
        listening = false
        const were = running.size
        running.clear()
        if (were > 0) onIdle()
      })
      const calls = connect<EngineCalls, EngineEvents>(port, {
        runStarted: (info) => note(info.run, info.state),
        runChanged: note,
        finished: (result) => note(result.run, result.state),
      })
      calls.attach().then(
        (runs) => {
          for (const { info, result } of runs) note(info.run, result?.state ?? info.state)
        },
        (error: Error) => report(`runs are not watched: ${error.message}`),
      )
    },
  }
}
