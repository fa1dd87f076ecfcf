/** What a start of the app names: the documents, which are the arguments that end in .loom (Chromium adds its own switches), and its version. */
import { resolve } from 'node:path'

export const documentArguments = (argv: readonly string[], folder: string): string[] => [
  ...new Set(
    argv
      .slice(1)
      .filter((argument) => !argument.startsWith('-') && argument.toLowerCase().endsWith('.loom'))
      .map((argument) => resolve(folder, argument)),
  ),
]

/** The version of the app that a second start has passed on: its lock carries it. Old versions pass none.
 *  @param data what the other process has sent */
export const versionOf = (data: unknown): string | null => {
  const version = data instanceof Object && 'version' in data ? data.version : null
  return typeof version === 'string' && version.length <= 100 ? version : null
}
