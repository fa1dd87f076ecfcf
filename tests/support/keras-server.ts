/** Serves Keras to the test suite. There are as many Python processes (ask_keras.py) as test files that run at a time. Each is started
 *  by the first request that finds the others busy, and loads TensorFlow once. Tests reach them through a socket (keras.ts). */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { errorReply, type KerasProcess, spawnKeras } from './keras-process.ts'
import { linesOf } from './lines.ts'

declare module 'vitest' {
  interface ProvidedContext {
    kerasSocket: string
    goldenSeed: number
  }
}

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

interface KerasClient {
  ask(line: string): Promise<string>
  end(): void
}

/** Distributes requests: to the first idle process, else to the process with the fewest pending requests. */
function pool(processes: readonly KerasClient[]): KerasClient {
  const pendingCounts = processes.map(() => 0)
  return {
    async ask(line) {
      const index = pendingCounts.indexOf(Math.min(...pendingCounts))
      pendingCounts[index]!++
      try {
        return await processes[index]!.ask(line)
      } finally {
        pendingCounts[index]!--
      }
    },
    end() {
      for (const { end } of processes) end()
    },
  }
}

/** A Keras process that is started at its first request, and restarted at the next request after it has exited. */
function kerasProcess(): KerasClient {
  let current: KerasProcess | null = null
  let previous: Promise<unknown> = Promise.resolve()
  const ask = (line: string) => {
    if (!current) {
      const keras = spawnKeras(() => {
        if (current === keras) current = null
      })
      current = keras
    }
    return (
      current?.ask(line) ?? errorReply('there is none: `npm test` installs it, or set LAYERLOOM_KERAS_PYTHON')
    )
  }
  return {
    ask(line) {
      const answer = previous.then(() => ask(line))
      previous = answer
      return answer
    },
    end: () => current?.child.kill(),
  }
}
