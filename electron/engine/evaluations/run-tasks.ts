/** Work on the results of runs that can be cancelled, by the folder of the run. */
import type { ProblemError } from '../../../shared/problem.ts'

interface Task {
  readonly folder: string
  readonly controller: AbortController
  readonly done: Promise<unknown>
}

export interface RunTasks {
  /** Starts work whose signal aborts when it is cancelled. */
  run<T>(folder: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Cancels the work on the run in this folder; null: all. @returns once it has ended */
  cancel(folder: string | null): Promise<void>
}

/** @param reason of work that is cancelled */
export function runTasks(reason: () => ProblemError): RunTasks {
  const tasks = new Set<Task>()
  return {
    async run(folder, work) {
      const controller = new AbortController()
      const done = work(controller.signal)
      const task = { folder, controller, done }
      tasks.add(task)
      try {
        return await done
      } finally {
        tasks.delete(task)
      }
    },
    async cancel(folder) {
      const own = [...tasks].filter((task) => folder === null || task.folder === folder)
      for (const { controller } of own) controller.abort(reason())
      await Promise.allSettled(own.map(({ done }) => done))
    },
  }
}
