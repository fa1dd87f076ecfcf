/** The CSV file of predictions: its lines, and a file that is there only once it is complete. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { ProblemError } from '../../../shared/problem.ts'
import { renameSync } from '../../system/rename.ts'
import * as texts from './texts.ts'

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/
export const csvCell = (cell: string | null): string =>
  cell === null ? '' : NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\n`

/** Files that were written so far: two at once with the same name have a temporary file each. */
let outputs = 0

/** Writes a file that is there only once all of the work is done.
 *  @throws ProblemError when it cannot be written; the reason of the signal, if it is aborted */
export async function writeWhole<T>(
  path: string,
  signal: AbortSignal,
  work: (write: (text: string) => void) => Promise<T>,
): Promise<T> {
  const file = outputFile(path)
  try {
    const result = await work(file.write)
    file.end()
    return result
  } catch (error) {
    file.discard()
    throw signal.aborted ? signal.reason : error
  }
}

function outputFile(path: string) {
  const temporary = `${path}.${process.pid}-${++outputs}.part`
  const inWords = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw new ProblemError([texts.notWritten(path, (error as NodeJS.ErrnoException).code ?? String(error))])
    }
  }
  const file = inWords(() => {
    // Nothing that has this name is written through, such as a link.
    rmSync(temporary, { force: true })
    return openSync(temporary, 'wx')
  })
  let isOpen = true
  const close = () => {
    if (isOpen) closeSync(file)
    isOpen = false
  }
  return {
    write(text: string) {
      const bytes = Buffer.from(text)
      inWords(() => {
        for (let written = 0; written < bytes.length; )
          written += writeSync(file, bytes, written, bytes.length - written)
      })
    },
    end() {
      inWords(() => {
        fsyncSync(file)
        close()
        renameSync(temporary, path)
      })
    },
    discard() {
      close()
      rmSync(temporary, { force: true })
    },
  }
}
