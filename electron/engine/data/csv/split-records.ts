/** Splits the first lines of a table into records, to find out how the table is written. The rows themselves are read by row-parser.ts. */

export interface SampleFormat {
  readonly sep: string
  readonly quote: string
  readonly comment: string
  readonly skip: number
}

export interface SampleRecord {
  /** 1-based line on which it starts. */
  readonly line: number
  /** As written, without quotes; blanks outside of quotes stay. */
  readonly cells: readonly string[]
}

/** Records that are not blank and no comment. @param text lines that end with LF  @param max number of records at most */
export function splitRecords(
  text: string,
  { sep, quote, comment, skip }: SampleFormat,
  max = Number.POSITIVE_INFINITY,
): SampleRecord[] {
  const records: SampleRecord[] = []
  let at = 0
  let line = 1
  while (at < text.length && records.length < max) {
    const end = endOfLine(text, at)
    const content = text.slice(at, end)
    const isLeftOut = line <= skip || content.trim() === '' || (comment !== '' && content.startsWith(comment))
    if (isLeftOut || quote === '' || !content.includes(quote)) {
      if (!isLeftOut) records.push({ line, cells: splitLine(content, sep) })
      at = end + 1
      line++
      continue
    }
    const record = quotedRecord(text, at, sep, quote)
    records.push({ line, cells: record.cells })
    line += 1 + record.breaks
    at = record.end + 1
  }
  return records
}

export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** The separator as a pattern; a blank stands for one or more blanks, two blanks for two or more. */
export const separatorPattern = (sep: string): string | RegExp =>
  sep === ' ' ? /[ \t]+/ : sep === '  ' ? /[ \t]{2,}|\t/ : sep

const splitLine = (line: string, sep: string): string[] =>
  (sep.trim() === '' && sep !== '\t' ? line.trim() : line).split(separatorPattern(sep))

function quotedRecord(text: string, start: number, sep: string, quote: string) {
  const pattern = separatorPattern(sep)
  const isBlanks = typeof pattern !== 'string'
  const separator = new RegExp(isBlanks ? pattern.source : sep.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'y')
  const lengthAt = (index: number) => {
    separator.lastIndex = index
    return separator.exec(text)?.[0].length ?? 0
  }
  const isBreak = (index: number) => index >= text.length || text[index] === '\n'
  const cells: string[] = []
  let breaks = 0
  let at = isBlanks ? start + /^[ \t]*/.exec(text.slice(start, start + 1000))![0].length : start
  for (;;) {
    let cell = ''
    let from = at
    while ((text[from] === ' ' || text[from] === '\t') && lengthAt(from) === 0) from++
    if (text[from] === quote) {
      at = from + 1
      for (; at < text.length; at++) {
        if (text[at] === '\n') breaks++
        if (text[at] === quote) {
          if (text[at + 1] !== quote) break
          at++
        }
        cell += text[at]
      }
      at++
    }
    while (!isBreak(at) && lengthAt(at) === 0) cell += text[at++]
    cells.push(cell)
    const length = lengthAt(at)
    const isEnd = isBreak(at) || (isBlanks && isBreak(at + length))
    if (isEnd) return { cells, breaks, end: isBreak(at) ? at : at + length }
    at += length
  }
}
