/** Real Keras as a judge: one Python process answers all requests of a suite (keras-server.ts, ask_keras.py). */
import { connect } from 'node:net'
import { describe, inject } from 'vitest'
import { kerasPython } from './keras-python.ts'
import { linesOf } from './lines.ts'

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
export async function askKeras(requests: readonly Request[]): Promise<unknown[]> {
  const socket = connect(inject('kerasSocket'))
  try {
    socket.write(`${JSON.stringify(requests)}\n`)
    for await (const line of linesOf(socket)) {
      const { answers, error } = JSON.parse(line) as { answers?: unknown[]; error?: string }
      if (!answers) throw new Error(`Keras failed:\n${error}`)
      return answers
    }
    throw new Error('Keras said nothing')
  } finally {
    socket.destroy()
  }
}
