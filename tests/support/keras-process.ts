/** One Python process with Keras, which answers requests (ask_keras.py): a line of JSON for each. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { kerasPython, ROOT } from './keras-python.ts'
import { linesOf } from './lines.ts'

const SCRIPT = join(ROOT, 'tests', 'support', 'ask_keras.py')
/** The maximum length of Python's output that an error message quotes, in characters. */
const MAX_OUTPUT = 4000

export interface KerasProcess {
  readonly child: ChildProcess
  ask(line: string): Promise<string>
}

export const errorReply = (reason: string): string => JSON.stringify({ error: `Keras ended: ${reason}` })

/** @returns null if there is no Keras */
export function spawnKeras(onExit: () => void): KerasProcess | null {
  const python = kerasPython()
  if (!python) return null
  const child = spawn(python, [SCRIPT, '3'], { stdio: ['pipe', 'ignore', 'pipe', 'pipe'] })
  let output = ''
  let exitReply: string | null = null
  let resolveAnswer: (line: string) => void = () => {}
  const handleExit = (reason: string) => {
    exitReply ??= errorReply(`${reason}\n${output}`)
    onExit()
    resolveAnswer(exitReply)
  }
  child.stderr!.on('data', (bytes) => {
    output = `${output}${bytes}`.slice(-MAX_OUTPUT)
  })
  child.stdin!.on('error', (error) => handleExit(error.message))
  child
    .on('error', (error) => handleExit(error.message))
    .on('close', (code, signal) => handleExit(`${code ?? signal}`))
  const answers = linesOf(child.stdio[3] as Readable)
  return {
    child,
    ask: (line) =>
      new Promise((resolve) => {
        resolveAnswer = resolve
        if (exitReply) return resolve(exitReply)
        child.stdin!.write(`${line}\n`)
        answers.next().then(({ value }) => value !== undefined && resolve(value))
      }),
  }
}
