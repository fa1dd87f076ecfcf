/** `node dist/cli/index.mjs COMMAND …`. npm runs scripts in its own folder; INIT_CWD is the user's working directory. */

import { settingsEnvironment } from '../host/settings-environment.ts'
import { readSettings, settingsPath } from '../host/settings-file.ts'
import { commands } from './commands.ts'
import { runCli } from './run-cli.ts'

/** Milliseconds: one Ctrl-C may arrive twice, from the terminal and from npm. A second one after this time exits at once. */
const DUPLICATE_MS = 1000
const interrupt = new AbortController()
let interruptedAt = 0
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (!interrupt.signal.aborted) {
      interruptedAt = Date.now()
      interrupt.abort()
    } else if (Date.now() - interruptedAt > DUPLICATE_MS) process.exit(130)
  })
// A reader that closes the pipe (`… | head`) ends the program without an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

// The settings apply here as well; variables of the terminal take precedence.
const { settings, problems } = readSettings(settingsPath())
for (const { message } of problems) process.stderr.write(`${message.en}\n`)
Object.assign(process.env, settingsEnvironment(settings))

process.exitCode = await runCli(commands, process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  folder: process.env.INIT_CWD ?? process.cwd(),
  interrupted: interrupt.signal,
})
