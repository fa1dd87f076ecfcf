/** How many trainings run now, for the question before closing: the main process listens to the engine as one more client. */

import type { EngineCalls, EngineEvents, RunId, RunState } from '../../shared/ipc/contract.ts'
import { connect } from '../../shared/ipc/rpc.ts'
import { isOver } from '../../shared/ipc/run-state.ts'
import type { EngineLink } from '../host/engine-link.ts'

export interface RunWatch {
  running(): number
  /** Listens again after the engine ended; does nothing while it is listened to. */
  ensure(): void
}

/** `onIdle`: the last training that ran has ended, or its engine has. */
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
