/** Sentences as comments of a program. */
import { comment } from './printer.ts'

/** A list, one sentence an item. */
export const remarks = (messages: readonly string[]): string[] =>
  messages.flatMap((m) => wrapped(comment(m), '# - ', '#   '))

/** What is wrong, at the place where it is: inside a list of layers, so that it is narrower. */
export const errors = (messages: readonly string[]): string[] =>
  messages.flatMap((m) => wrapped(comment(m), ERROR, ERROR_GOES_ON, 80))

const ERROR = '# ERROR: '
const ERROR_GOES_ON = '#        '

/** Which lines of a program say what is wrong; an error takes one or more. */
export function errorLines(lines: readonly string[]): readonly boolean[] {
  let isError = false
  return lines.map((line) => {
    const text = line.trimStart()
    isError = text.startsWith(ERROR) || (isError && text.startsWith(ERROR_GOES_ON))
    return isError
  })
}

/** Words on lines of at most so many characters. */
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
