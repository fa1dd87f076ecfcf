/** Writes a text that the reader of tables reads. */
import { open } from 'node:fs/promises'
import { problemError } from '../../problem-error.ts'
import { texts } from './texts.ts'

/** Bytes of a converted text: a small file may hold a huge table. */
export const MAX_TEXT = 16 * 1024 ** 3
const BUFFERED = 2 ** 20

export interface TextWriter {
  /** Null: missing. */
  writeRow(cells: readonly (string | null)[]): Promise<void>
  /** @throws ProblemError if the text is larger than MAX_TEXT */
  close(): Promise<void>
}

/** @param source the file that is converted, for the message about its size
 *  @param sep another separator where a comma is a mark of numbers */
export async function createText(path: string, source: string, sep = ','): Promise<TextWriter> {
  const quoted = (cell: string | null): string =>
    cell === null
      ? ''
      : /["\r\n]|^\s|\s$/.test(cell) || cell.includes(sep)
        ? `"${cell.replaceAll('"', '""')}"`
        : cell
  const file = await open(path, 'w')
  let buffered: string[] = []
  let length = 0
  let written = 0
  const flush = async () => {
    const text = buffered.join('')
    buffered = []
    length = 0
    written += (await file.write(text)).bytesWritten
    if (written > MAX_TEXT) throw problemError('data_too_large', texts.tooLarge(source, MAX_TEXT), 'path')
  }
  return {
    async writeRow(cells) {
      // A line without any character would be no row.
      const line = `${cells.length === 1 && !cells[0] ? '""' : cells.map(quoted).join(sep)}\n`
      buffered.push(line)
      length += line.length
      if (length >= BUFFERED) await flush()
    },
    async close() {
      try {
        await flush()
      } finally {
        await file.close()
      }
    },
  }
}
