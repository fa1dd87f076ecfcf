/** Splits a stream into lines at "\n" alone. readline would also split at U+2028, which JSON does not escape. */
import type { Readable } from 'node:stream'

export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8')
  let parts: string[] = []
  for await (const chunk of stream as AsyncIterable<string>) {
    const [first, ...lines] = chunk.split('\n')
    parts.push(first!)
    for (const next of lines) {
      yield parts.join('')
      parts = [next]
    }
  }
}
