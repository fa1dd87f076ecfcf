/** Keeps a run's process ready: starting one and loading TensorFlow takes half a second. */
import { freemem } from 'node:os'
import type { ExecutorKind, FromRun } from '../run/messages.ts'
import { type ChildEvents, type ChildRun, type Crash, guarded, spawnRun } from './child-run.ts'

export interface ReadyRuns {
  /** Starts a process for such a run after a delay without other activity, in place of one for another kind of run. */
  keep(executor: ExecutorKind, env: NodeJS.ProcessEnv): void
  /** Returns a process for such a run: the ready one, otherwise a new one. None is ready afterwards. */
  take(executor: ExecutorKind, env: NodeJS.ProcessEnv, events: ChildEvents): ChildRun
  /** Kills the ready process. */
  drop(): void
}

/** Milliseconds of delay, so that the window or the end of the previous run comes first. */
const WHILE = 1000
/** Bytes of free memory below which no process is kept: an idle one holds about 90 MB, besides TensorFlow's library. */
const ENOUGH_MEMORY = 1e9

interface Kept {
  readonly key: string
  readonly child: ChildRun
  /** Attaches a listener, which also receives the earlier messages. */
  hand(events: ChildEvents): void
}

/** @param entry dist/engine/run.mjs */
export function readyRuns(entry: string, wait = WHILE): ReadyRuns {
  let kept: Kept | null = null
  let timer: NodeJS.Timeout | null = null

  function start(key: string, executor: ExecutorKind, env: NodeJS.ProcessEnv): Kept {
    let to: ChildEvents | null = null
    const said: FromRun[] = []
    let crash: Crash | null | undefined
    const child = spawnRun(entry, executor, env, {
      message: (message) => (to ? to.message(message) : said.push(message)),
      gone(how) {
        if (to) return to.gone(how)
        crash = how
        // The same cause will end the next process too, and then a run reports it.
        if (kept?.child === child) kept = null
      },
    })
    return {
      key,
      child,
      hand(events) {
        to = guarded(events, () => child.kill())
        for (const message of said.splice(0)) to.message(message)
        if (crash !== undefined) to.gone(crash)
      },
    }
  }

  function drop(): void {
    if (timer) clearTimeout(timer)
    timer = null
    kept?.child.kill()
    kept = null
  }

  return {
    keep(executor, env) {
      const key = keyOf(executor, env)
      if (kept?.key === key) return
      drop()
      timer = setTimeout(() => {
        if (freemem() >= ENOUGH_MEMORY) kept = start(key, executor, env)
      }, wait).unref()
    },
    take(executor, env, events) {
      const ready = kept?.key === keyOf(executor, env) ? kept : null
      if (ready) kept = null
      drop()
      if (!ready) return spawnRun(entry, executor, env, events)
      // The caller needs the process before its messages.
      setImmediate(() => ready.hand(events))
      return ready.child
    },
    drop,
  }
}

const keyOf = (executor: ExecutorKind, env: NodeJS.ProcessEnv): string =>
  JSON.stringify([executor, Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))])
