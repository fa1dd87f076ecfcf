/** Formats problems: as lines of `--json`, and as text. */
import type { ProblemData } from '../../shared/problem.ts'

export const problemJson = ({ code, node, field, message }: ProblemData): string =>
  JSON.stringify({ code, node, field, message: message.en })

/** `error dense_1.units: …` */
export function problemLine({ severity, node, field, message }: ProblemData): string {
  const prefix = [node, field].filter((part) => part !== null).join('.')
  // Some messages already begin with their location.
  const hasPrefix = prefix === '' || message.en.startsWith(`${prefix}:`)
  return `${severity}${hasPrefix ? '' : ` ${prefix}`}: ${message.en}`
}
