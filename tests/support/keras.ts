/** Real Keras as a judge: one Python process answers a list of requests (tests/support/ask_keras.py). */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe } from 'vitest'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
const SCRIPT = join(ROOT, 'tests', 'support', 'ask_keras.py')

/** The Python that has Keras: as `npm test` says, else where the set-up puts it; null when it is not there. */
export function kerasPython(): string | null {
  const cache = resolve(process.env.LAYERLOOM_CACHE || join(ROOT, '.cache'))
  const path = process.env.LAYERLOOM_KERAS_PYTHON ?? join(cache, 'keras', 'bin', 'python')
  return existsSync(path) ? path : null
}

/** A suite that needs Keras. Without it the suite says that it is left out, and fails where nothing may be left out. */
export function describeKeras(name: string, body: () => void): void {
  const leftOut = kerasPython() === null && process.env.LAYERLOOM_REQUIRE !== 'all'
  const suite = leftOut ? describe.skip : describe
  suite(leftOut ? `${name} (left out: there is no Keras; npm test installs it)` : name, body)
}

/** A request: `kind` is a function of ask_keras.py, the rest its arguments. */
export interface Request {
  readonly kind: string
  readonly [argument: string]: unknown
}

/** The answers, in order. @throws Error with what Python said */
export function askKeras(requests: readonly Request[]): unknown[] {
  const python = kerasPython()
  if (!python) throw new Error('There is no Keras: `npm test` installs it, or set LAYERLOOM_KERAS_PYTHON.')
  const done = spawnSync(python, [SCRIPT, '3'], {
    input: JSON.stringify(requests),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1e9,
  })
  const answer = done.output?.[3] as string | null | undefined
  if (done.status !== 0 || !answer)
    throw new Error(`Keras failed (${done.status ?? done.signal}):\n${done.stderr?.slice(-4000)}`)
  return JSON.parse(answer) as unknown[]
}
