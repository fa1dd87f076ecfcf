/** Selects the command, parses its options, and converts errors into lines and an exit code. */
import { parseArgs } from 'node:util'
import { ProblemError } from '../../shared/problem.ts'
import { type Command, type Io, parseOptions, UsageError } from './command.ts'
import { commandHelp, help, usage } from './help.ts'
import { problemLine } from './problems.ts'

/** @returns 0 for success, 1 for a problem, 2 for an invalid command line. Internal errors are thrown. */
export async function runCli(commands: readonly Command[], argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    ;(name === undefined ? io.err : io.out)(help(commands))
    return name === undefined ? 2 : 0
  }
  const command = commands.find((candidate) => candidate.name === name)
  if (!command) {
    io.err(`There is no command “${name}”. There are: ${commands.map((one) => one.name).join(', ')}.`)
    return 2
  }
  try {
    const parsed = readArguments(command, rest)
    if (parsed === 'help') {
      io.out(commandHelp(command))
      return 0
    }
    return await command.run(parsed.positionals, parsed.values, io)
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(error.message)
      io.err(`usage: ${usage(command)}`)
      return 2
    }
    if (error instanceof ProblemError) {
      for (const problem of error.problems) io.err(problemLine(problem))
      return 1
    }
    throw error
  }
}

function readArguments(command: Command, argv: readonly string[]) {
  const options = { ...parseOptions(command), help: { type: 'boolean', short: 'h' } as const }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (error) {
    // parseArgs names the option, and appends advice about arguments that begin with a dash.
    throw new UsageError((error as Error).message.split('. To specify')[0]!)
  }
  if (parsed.values.help) return 'help'
  const { positionals } = parsed
  const withoutArguments = Object.keys(command.options).some(
    (name) => command.options[name]!.replacesArguments && parsed.values[name] !== undefined,
  )
  const expected = withoutArguments ? [] : command.arguments
  if (positionals.length < expected.length) throw new UsageError(`${expected[positionals.length]} is missing`)
  if (positionals.length > expected.length)
    throw new UsageError(`“${positionals[expected.length]}” is one argument too many`)
  return { positionals, values: parsed.values }
}
