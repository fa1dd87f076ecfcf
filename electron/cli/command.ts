/** A command of the command line: its options for node:util's parseArgs, its help, its action. */
import type { ParseArgsOptionsConfig } from 'node:util'

export interface Option {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  /** Replaces the command's arguments; `optional`: they may be given all the same. */
  readonly replacesArguments?: boolean | 'optional'
  /** Placeholder for the value in the help: `N`, `PATH`. */
  readonly value?: string
  readonly help: string
}

export interface Io {
  /** Writes a line of output. */
  readonly out: (line: string) => void
  /** Writes a line about progress or errors. */
  readonly err: (line: string) => void
  /** Base folder of relative paths. */
  readonly folder: string
  /** Aborts when the user presses Ctrl-C. */
  readonly interrupted: AbortSignal
}

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

export interface Command {
  readonly name: string
  /** Names of the arguments, for the help: `FILE`. */
  readonly arguments: readonly string[]
  /** The last argument may be given several times. */
  readonly isLastRepeated?: boolean
  readonly help: string
  readonly options: Readonly<Record<string, Option>>
  /** Returns the exit code: 0 for success, 1 for a problem. @throws UsageError or ProblemError */
  run(files: readonly string[], values: Values, io: Io): Promise<number>
}

/** An invalid command line: exit code 2. */
export class UsageError extends Error {}

export const parseOptions = (command: Command): ParseArgsOptionsConfig =>
  Object.fromEntries(
    Object.entries(command.options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  )

/** @throws UsageError if the option is given and not an integer from `min` to `max` */
export function integerOption(values: Values, name: string, min: number, max: number): number | undefined {
  const text = values[name]
  if (text === undefined) return undefined
  const number = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (number >= min && number <= max) return number
  throw new UsageError(`--${name} must be a whole number from ${min} to ${max}, not “${String(text)}”`)
}

/** The values of an option that may be given several times. */
export const textOptions = (values: Values, name: string): readonly string[] =>
  [values[name]].flat().filter((text) => typeof text === 'string')

export const textOption = (values: Values, name: string): string | undefined => {
  const text = values[name]
  return typeof text === 'string' ? text : undefined
}
