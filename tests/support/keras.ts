/** Asks the real Keras for reference values. The Python processes of keras-server.ts answer the requests with ask_keras.py. */
import { connect } from 'node:net'
import { describe, inject } from 'vitest'
import { kerasPython } from './keras-python.ts'
import { linesOf } from './lines.ts'

/** A suite that needs Keras. Without Keras it is skipped and its title says so; with LAYERLOOM_REQUIRE=all it fails. */
export function describeKeras(name: string, body: () => void): void {
  const isSkipped = kerasPython() === null && process.env.LAYERLOOM_REQUIRE !== 'all'
  const suite = isSkipped ? describe.skip : describe
  suite(isSkipped ? `${name} (left out: there is no Keras; npm test installs it)` : name, body)
}

/** A request. `kind` names a function of ask_keras.py; the other properties are its arguments. */
export interface Request {
  readonly kind: string
  readonly [argument: string]: unknown
}

/** The answers, in order. @throws Error with the traceback of Python */
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
