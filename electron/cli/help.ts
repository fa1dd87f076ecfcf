/** The help texts, generated from the commands. */
import type { Command } from './command.ts'

const PROGRAM = 'npm run -s cli --'

export const usage = (command: Command): string => {
  const options = Object.entries(command.options).map(([name, option]) => {
    const text = `[--${name}${option.value ? ` ${option.value}` : ''}]`
    return option.multiple ? `${text}…` : text
  })
  const names = command.arguments.join(' ')
  return [command.name, command.isLastRepeated ? `${names}…` : names, ...options].join(' ')
}

export function commandHelp(command: Command): string {
  const rows = Object.entries({
    ...command.options,
    help: { value: undefined, help: 'print this help' },
  }).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help] as const)
  const width = Math.max(...rows.map(([left]) => left.length))
  return [
    `${PROGRAM} ${usage(command)}`,
    '',
    `${command.help[0]!.toUpperCase()}${command.help.slice(1)}.`,
    '',
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
  ].join('\n')
}

export function help(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'Layerloom: draw a neural network, watch it learn, take Keras code away.',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.help}`),
    '',
    `${PROGRAM} COMMAND --help shows the options of a command.`,
    'Exit codes: 0 success, 1 problem, 2 invalid command line.',
  ].join('\n')
}
