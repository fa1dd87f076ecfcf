/** A run's process kept ready: starting one and loading TensorFlow takes half a second, which nobody has to wait for twice. */
import { freemem } from 'node:os'
import type { ExecutorKind, FromRun } from '../run/messages.ts'
import { type ChildEvents, type ChildRun, type Crash, guarded, spawnRun } from './child-run.ts'

export interface ReadyRuns {
  /** Starts a process for such a run once nothing else happened for a while, in place of one for another kind of run. */
  keep(executor: ExecutorKind, env: NodeJS.ProcessEnv): void
  /** A process for such a run: the one kept ready, else a new one. None is kept from now on. */
  take(executor: ExecutorKind, env: NodeJS.ProcessEnv, events: ChildEvents): ChildRun
  /** Ends the one kept ready. */
  drop(): void
}

/** Milliseconds: the window, or the end of the run before, comes first. */
const WHILE = 1000
/** A process that waits holds about 90 MB of its own, beside TensorFlow's library. Where less than this is free it is not worth them. */
const ENOUGH_MEMORY = 1e9

interface Kept {
  readonly key: string
  readonly child: ChildRun
  /** From now on `events` get what it says, and what it has said. */
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
        // Whatever ended it will end the next one too, and then there is a run to tell of it.
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
      // The run that takes it is told after it knows its process.
      setImmediate(() => ready.hand(events))
      return ready.child
    },
    drop,
  }
}

const keyOf = (executor: ExecutorKind, env: NodeJS.ProcessEnv): string =>
  JSON.stringify([executor, Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))])
