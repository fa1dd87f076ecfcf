/** Selects the command, parses its options, and converts errors into lines and an exit code. */
import { parseArgs } from 'node:util'
import { ProblemError } from '../../shared/problem.ts'
import { type Command, type Io, type Option, parseOptions, UsageError } from './command.ts'
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
    io.err(`Unknown command “${name}”. The commands are: ${commands.map((one) => one.name).join(', ')}.`)
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
  const args = joinNegativeNumbers(command, argv)
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(usageProblem(command, error as NodeJS.ErrnoException))
  }
  if (parsed.values.help) return 'help'
  const { positionals } = parsed
  const replaces = (kind: Option['replacesArguments']) =>
    Object.keys(command.options).some(
      (name) => command.options[name]!.replacesArguments === kind && parsed.values[name] !== undefined,
    )
  const expected = replaces(true) ? [] : command.arguments
  if (positionals.length === 0 && replaces('optional')) return { positionals, values: parsed.values }
  if (positionals.length < expected.length) throw new UsageError(`${expected[positionals.length]} is missing`)
  if (positionals.length > expected.length && !(command.isLastRepeated && expected.length > 0))
    throw new UsageError(`unexpected argument “${positionals[expected.length]}”`)
  return { positionals, values: parsed.values }
}

/** `--epochs -3` becomes `--epochs=-3`: parseArgs takes a separate `-3` for an option, and the command says better what it expects. */
function joinNegativeNumbers(command: Command, argv: readonly string[]): string[] {
  const joined: string[] = []
  for (const argument of argv) {
    const option = joined.at(-1)
    const takesValue = option?.startsWith('--') && command.options[option.slice(2)]?.type === 'string'
    if (takesValue && /^-\d/.test(argument)) joined.push(`${joined.pop()}=${argument}`)
    else joined.push(argument)
  }
  return joined
}

/** The error of parseArgs, which names the option, in words that say what to write. */
function usageProblem(command: Command, error: NodeJS.ErrnoException): string {
  const option = /'(--?[^' ]+)/.exec(error.message)?.[1] ?? ''
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `unknown option ${option}`
  const definition = command.options[option.slice(2)]
  if (error.code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' || !definition) return error.message
  return definition.type === 'boolean'
    ? `${option} takes no value`
    : `${option} needs a value: ${option} ${definition.value ?? 'VALUE'}`
}
