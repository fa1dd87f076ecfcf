/** Messages as comments of a Python program. */
import { comment } from './printer.ts'

/** Messages as a list with one item for each. */
export const remarks = (messages: readonly string[]): string[] =>
  messages.flatMap((m) => wrapped(comment(m), '# - ', '#   '))

/** Error messages as comments at the invalid code, narrower because they are indented inside a list of layers. */
export const errors = (messages: readonly string[]): string[] =>
  messages.flatMap((m) => wrapped(comment(m), ERROR, ERROR_GOES_ON, 80))

const ERROR = '# ERROR: '
const ERROR_GOES_ON = '#        '

/** For each line of a program, whether it belongs to an error comment; an error has one or more lines. */
export function errorLines(lines: readonly string[]): readonly boolean[] {
  let isError = false
  return lines.map((line) => {
    const text = line.trimStart()
    isError = text.startsWith(ERROR) || (isError && text.startsWith(ERROR_GOES_ON))
    return isError
  })
}

/** Wraps words into lines of at most `width` characters. */
export function wrapped(words: string, first: string, next = first, width = 88): string[] {
  const lines: string[] = []
  let line = first
  for (const word of words.split(' ')) {
    const start = line === first || line === next
    if (!start && line.length + 1 + word.length > width) {
      lines.push(line)
      line = next + word
    } else line += start ? word : ` ${word}`
  }
  return [...lines, line]
}
