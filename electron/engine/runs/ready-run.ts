/** Keeps a run's process ready: starting one and loading TensorFlow takes half a second. */
import { freemem } from 'node:os'
import type { ExecutorKind } from '../executors/executor.ts'
import type { FromRun } from '../worker/messages.ts'
import { type ChildEvents, type ChildRun, guardListener, spawnRun } from './child-run.ts'
import type { Crash } from './crash-text.ts'

export interface ReadyRuns {
  /** Starts a process for such a run after a delay without other activity, in place of one for another kind of run. */
  keep(executor: ExecutorKind, env: NodeJS.ProcessEnv): void
  /** Returns a process for such a run: the ready one, otherwise a new one. None is ready afterwards. */
  take(executor: ExecutorKind, env: NodeJS.ProcessEnv, events: ChildEvents): ChildRun
  /** Kills the ready process. */
  drop(): void
}

/** Milliseconds of delay, so that the window or the end of the previous run comes first. */
const START_DELAY = 1000
/** Bytes of free memory below which no process is kept: an idle one holds about 90 MB, besides TensorFlow's library. */
const MIN_FREE_MEMORY = 1e9

interface ReadyProcess {
  readonly key: string
  readonly child: ChildRun
  /** Attaches a listener, which also receives the earlier messages. */
  attach(events: ChildEvents): void
}

/** @param entry dist/engine/run.mjs */
export function readyRuns(entry: string, delay = START_DELAY): ReadyRuns {
  let current: ReadyProcess | null = null
  let timer: NodeJS.Timeout | null = null

  function start(key: string, executor: ExecutorKind, env: NodeJS.ProcessEnv): ReadyProcess {
    let listener: ChildEvents | null = null
    const pendingMessages: FromRun[] = []
    let crash: Crash | null | undefined
    const child = spawnRun(entry, executor, env, {
      onMessage: (message) => (listener ? listener.onMessage(message) : pendingMessages.push(message)),
      onExit(exit) {
        if (listener) return listener.onExit(exit)
        crash = exit
        // The same cause will end the next process too, and then a run reports it.
        if (current?.child === child) current = null
      },
    })
    return {
      key,
      child,
      attach(events) {
        listener = guardListener(events, () => child.kill())
        for (const message of pendingMessages.splice(0)) listener.onMessage(message)
        if (crash !== undefined) listener.onExit(crash)
      },
    }
  }

  function drop(): void {
    if (timer) clearTimeout(timer)
    timer = null
    current?.child.kill()
    current = null
  }

  return {
    keep(executor, env) {
      const key = keyOf(executor, env)
      if (current?.key === key) return
      drop()
      timer = setTimeout(() => {
        if (freemem() >= MIN_FREE_MEMORY) current = start(key, executor, env)
      }, delay).unref()
    },
    take(executor, env, events) {
      const ready = current?.key === keyOf(executor, env) ? current : null
      if (ready) current = null
      drop()
      if (!ready) return spawnRun(entry, executor, env, events)
      // The caller needs the process before its messages.
      setImmediate(() => ready.attach(events))
      return ready.child
    },
    drop,
  }
}

const keyOf = (executor: ExecutorKind, env: NodeJS.ProcessEnv): string =>
  JSON.stringify([executor, Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))])
