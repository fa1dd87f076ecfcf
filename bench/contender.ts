/** A contender in its own process, which trains one epoch per request and reports the time of a step. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface Contender {
  readonly name: string
  /** Trains one more epoch. The process is already warm. @returns milliseconds per step */
  round(): Promise<number>
  close(): void
}

/** Starts `command`. It prints {"ready": …} when it is warm, and {"ms_per_step": number} for each line that it reads. */
export async function startContender(
  name: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Contender> {
  const child: ChildProcess = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let errors = ''
  child.stderr!.on('data', (bytes: Buffer) => {
    errors = (errors + bytes.toString()).slice(-4000)
  })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const next = async (): Promise<Record<string, number>> => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error(`${name} ended early:\n${errors}`)
      if (value.startsWith('{')) return JSON.parse(value)
    }
  }
  await next()
  return {
    name,
    async round() {
      child.stdin!.write('round\n')
      return (await next()).ms_per_step!
    },
    close: () => void child.kill(),
  }
}
