/** Regular expressions in Python. */
import { text } from './printer.ts'

/** A pattern as a Python literal, raw if it has a backslash. */
export const patternLiteral = (pattern: string): string =>
  /^[^"\t\n\r]*$/.test(pattern) && pattern.includes('\\') ? `r"${pattern}"` : text(pattern)
