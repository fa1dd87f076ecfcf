/** Line number of a row, for messages: quoted rows may span lines, and empty lines are not rows. */
import { createReadStream } from 'node:fs'
import type { Dialect } from './dialect.ts'

const [LF, CR] = [10, 13]

/** @param row 0-based, without the header. @returns 1-based line on which the row starts */
export async function lineOfRow(path: string, dialect: Dialect, row: number): Promise<number> {
  const quote = dialect.quote.charCodeAt(0)
  const separator = dialect.separator.charCodeAt(0)
  const comment = dialect.comment.charCodeAt(0)
  const wanted = row + (dialect.header ? 1 : 0)
  let record = 0
  let line = 1
  let startLine = 1
  let length = 0
  let quoted = false
  let justClosed = false
  let atStart = true
  let isComment = false
  let previous = 0
  const stream = createReadStream(path)
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>)
      for (const byte of chunk) {
        const wasCr = previous === CR
        previous = byte
        if (byte === LF && wasCr) continue
        if (byte === LF || byte === CR) {
          line++
          if (quoted) continue
          const isSkipped = startLine <= dialect.skip
          // In a table of one column an empty line is a row with a missing value.
          const isRow = !isSkipped && !isComment && (length > 0 || dialect.names.length === 1)
          if (isRow && record++ === wanted) return startLine
          startLine = line
          length = 0
          atStart = true
          isComment = false
          continue
        }
        if (length === 0 && byte === comment) isComment = true
        length++
        // A doubled quote closes and reopens the field; elsewhere in an unquoted field a quote is an ordinary character.
        const reopens = justClosed
        justClosed = byte === quote && quoted
        if (byte === quote && (quoted || atStart || reopens)) quoted = !quoted
        atStart = byte === separator && !quoted
      }
  } finally {
    stream.destroy()
  }
  return startLine
}
