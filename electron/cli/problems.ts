/** Formats problems: as lines of `--json`, and as text. */
import type { ProblemData } from '../../shared/problem.ts'

export const problemJson = ({ code, node, field, message }: ProblemData): string =>
  JSON.stringify({ code, node, field, message: message.en })

/** `error: dense: units must be …`. The message names the layer; the ids of `node` are for programs (`problemJson`). */
export function problemLine({ severity, node, field, message }: ProblemData): string {
  const needsField = node === null && field !== null && !message.en.startsWith(`${field}:`)
  return `${severity}: ${needsField ? `${field}: ` : ''}${message.en}`
}
