/** What a command of the command line is: its options as node:util's parseArgs takes them, its help, what it does. */
import type { ParseArgsOptionsConfig } from 'node:util'

export interface Option {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  /** Is given in place of the command's arguments. */
  readonly alone?: boolean
  /** What stands for the value in the help: `N`, `PATH`. */
  readonly value?: string
  readonly help: string
}

export interface Io {
  /** One line of the answer. */
  readonly out: (line: string) => void
  /** One line about what is going on. */
  readonly err: (line: string) => void
  /** Folder that relative paths start at. */
  readonly folder: string
  /** Aborts when the person presses Ctrl-C. */
  readonly interrupted: AbortSignal
}

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

export interface Command {
  readonly name: string
  /** Names of its arguments, for the help: `FILE`. */
  readonly arguments: readonly string[]
  readonly help: string
  readonly options: Readonly<Record<string, Option>>
  /** The exit code: 0 well, 1 a problem. Throws UsageError or ProblemError. */
  run(files: readonly string[], values: Values, io: Io): Promise<number>
}

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {}

export const parseOptions = (command: Command): ParseArgsOptionsConfig =>
  Object.fromEntries(
    Object.entries(command.options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  )

/** @throws UsageError when it is given and no whole number from `least` to `most`. */
export function wholeNumber(values: Values, name: string, least: number, most: number): number | undefined {
  const text = values[name]
  if (text === undefined) return undefined
  const number = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not “${String(text)}”`)
}

export const textOption = (values: Values, name: string): string | undefined => {
  const text = values[name]
  return typeof text === 'string' ? text : undefined
}
