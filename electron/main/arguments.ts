/** The document on a command line: the last argument that ends in .loom. Chromium adds its own switches. */
import { resolve } from 'node:path'

export function documentArgument(argv: readonly string[], folder: string): string | null {
  const documents = argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && argument.toLowerCase().endsWith('.loom'))
  const last = documents[documents.length - 1]
  return last === undefined ? null : resolve(folder, last)
}
