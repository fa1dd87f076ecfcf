/** Regular expressions in Python. */
import { text } from './printer.ts'

/** A pattern that matches exactly this text. */
export const escapePattern = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A pattern as a Python literal, raw if it has a backslash. */
export const patternLiteral = (pattern: string): string =>
  /^[^"\t\n\r]*$/.test(pattern) && pattern.includes('\\') ? `r"${pattern}"` : text(pattern)
