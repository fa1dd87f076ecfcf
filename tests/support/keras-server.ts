/** Serves Keras to the test suite. There are as many Python processes (ask_keras.py) as test files that run at a time. Each is started
 *  by the first request that finds the others busy, and loads TensorFlow once. Tests reach them through a socket (keras.ts). */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { TestProject } from 'vitest/node'
import { kerasPython, ROOT } from './keras-python.ts'
import { linesOf } from './lines.ts'

declare module 'vitest' {
  interface ProvidedContext {
    kerasSocket: string
    goldenSeed: number
  }
}

const SCRIPT = join(ROOT, 'tests', 'support', 'ask_keras.py')
/** The maximum length of Python's output that an error message quotes, in characters. */
const MAX_SAID = 4000

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const seed = Number(process.env.LAYERLOOM_SEED ?? Math.floor(Date.now() / 86_400_000))
  console.log(`Kept answers of Keras that are asked for anew: LAYERLOOM_SEED=${seed}`)
  project.provide('goldenSeed', seed)
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-keras-'))
  // Windows uses named pipes; it has no socket files.
  const path =
    process.platform === 'win32' ? `\\\\.\\pipe\\layerloom-keras-${process.pid}` : join(folder, 'socket')
  const keras = pool(Array.from({ length: project.config.maxWorkers }, kerasProcess))
  const server = createServer((socket) => serve(socket, keras.ask))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  project.provide('kerasSocket', path)
  return async () => {
    keras.end()
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  }
}

/** Reads one line of requests after the other from the socket, and writes one line of answers for each, in order. */
async function serve(socket: Socket, ask: (line: string) => Promise<string>): Promise<void> {
  // A client that disconnects does not wait for its answer.
  socket.on('error', () => socket.destroy())
  for await (const line of linesOf(socket)) socket.write(`${await ask(line)}\n`)
}

interface Keras {
  readonly child: ChildProcess
  ask(line: string): Promise<string>
}

interface Answering {
  ask(line: string): Promise<string>
  end(): void
}

/** Distributes requests: to the first idle process, else to the process with the fewest pending requests. */
function pool(processes: readonly Answering[]): Answering {
  const waiting = processes.map(() => 0)
  return {
    async ask(line) {
      const chosen = waiting.indexOf(Math.min(...waiting))
      waiting[chosen]!++
      try {
        return await processes[chosen]!.ask(line)
      } finally {
        waiting[chosen]!--
      }
    },
    end() {
      for (const { end } of processes) end()
    },
  }
}

/** A Keras process that is started at its first request, and restarted at the next request after it has exited. */
function kerasProcess(): Answering {
  let running: Keras | null = null
  let previous: Promise<unknown> = Promise.resolve()
  const ask = (line: string) => {
    if (!running) {
      const keras = started(() => {
        if (running === keras) running = null
      })
      running = keras
    }
    return (
      running?.ask(line) ?? failed('there is none: `npm test` installs it, or set LAYERLOOM_KERAS_PYTHON')
    )
  }
  return {
    ask(line) {
      const answer = previous.then(() => ask(line))
      previous = answer
      return answer
    },
    end: () => running?.child.kill(),
  }
}

const failed = (why: string): string => JSON.stringify({ error: `Keras ended: ${why}` })

function started(gone: () => void): Keras | null {
  const python = kerasPython()
  if (!python) return null
  const child = spawn(python, [SCRIPT, '3'], { stdio: ['pipe', 'ignore', 'pipe', 'pipe'] })
  let said = ''
  let dead: string | null = null
  let answer: (line: string) => void = () => {}
  const die = (why: string) => {
    dead ??= failed(`${why}\n${said}`)
    gone()
    answer(dead)
  }
  child.stderr!.on('data', (bytes) => {
    said = `${said}${bytes}`.slice(-MAX_SAID)
  })
  child.stdin!.on('error', (error) => die(error.message))
  child.on('error', (error) => die(error.message)).on('close', (code, signal) => die(`${code ?? signal}`))
  const answers = linesOf(child.stdio[3] as Readable)
  return {
    child,
    ask: (line) =>
      new Promise((resolve) => {
        answer = resolve
        if (dead) return resolve(dead)
        child.stdin!.write(`${line}\n`)
        answers.next().then(({ value }) => value !== undefined && resolve(value))
      }),
  }
}
