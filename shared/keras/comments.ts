/** Messages as comments of a Python program. */
import { comment } from './printer.ts'

/** Messages as a list with one item for each. */
export const commentList = (messages: readonly string[]): string[] =>
  messages.flatMap((m) => wrapWords(comment(m), '# - ', '#   '))

/** Error messages as comments at the invalid code, narrower because they are indented inside a list of layers. */
export const errorComments = (messages: readonly string[]): string[] =>
  messages.flatMap((m) => wrapWords(comment(m), ERROR, ERROR_CONTINUATION, 80))

const ERROR = '# ERROR: '
const ERROR_CONTINUATION = '#        '

/** For each line of a program, whether it belongs to an error comment; an error has one or more lines. */
export function errorLines(lines: readonly string[]): readonly boolean[] {
  let isError = false
  return lines.map((line) => {
    const text = line.trimStart()
    isError = text.startsWith(ERROR) || (isError && text.startsWith(ERROR_CONTINUATION))
    return isError
  })
}

/** Wraps words into lines of at most `width` characters. */
export function wrapWords(
  words: string,
  firstPrefix: string,
  nextPrefix = firstPrefix,
  width = 88,
): string[] {
  const lines: string[] = []
  let line = firstPrefix
  for (const word of words.split(' ')) {
    const start = line === firstPrefix || line === nextPrefix
    if (!start && line.length + 1 + word.length > width) {
      lines.push(line)
      line = nextPrefix + word
    } else line += start ? word : ` ${word}`
  }
  return [...lines, line]
}
