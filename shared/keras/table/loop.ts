/** A loop over columns, for lines of Python that each of several columns needs. */
import { statement, text } from '../printer.ts'

export const loopOver = (names: readonly string[], body: readonly string[]): string[] => [
  ...statement({ open: '[', items: names.map(text), close: ']:' }, 'for name in '),
  ...body.map((line) => `    ${line}`),
]
