/** `node dist/cli/index.mjs COMMAND …`. npm starts scripts in its own folder; INIT_CWD is where the person stands. */
import { commands } from './commands.ts'
import { runCli } from './run-cli.ts'

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (interrupt.signal.aborted) process.exit(130) // asked twice: at once
    interrupt.abort()
  })
// A reader that has seen enough (`… | head`) ends us quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await runCli(commands, process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  folder: process.env.INIT_CWD ?? process.cwd(),
  interrupted: interrupt.signal,
})
