/** The documents on a command line: the arguments that end in .loom. Chromium adds its own switches. */
import { resolve } from 'node:path'

export const documentArguments = (argv: readonly string[], folder: string): string[] => [
  ...new Set(
    argv
      .slice(1)
      .filter((argument) => !argument.startsWith('-') && argument.toLowerCase().endsWith('.loom'))
      .map((argument) => resolve(folder, argument)),
  ),
]
