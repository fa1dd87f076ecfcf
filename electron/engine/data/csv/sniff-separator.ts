/** Finds what separates the cells: the mark that divides all lines into the same number of cells that look like values. */
import { kindOf } from './cell-kind.ts'
import { endOfLine, type SampleRecord, separatorPattern, splitRecords } from './split-records.ts'

export interface SeparatorCandidate {
  readonly sep: string
  /** Cells of most lines. */
  readonly width: number
  /** Share of lines with so many cells. */
  readonly consistency: number
  /** Share of cells that look like a value of their own. */
  readonly cleanliness: number
  /** The first line is divided like the others; a title is not, and names are not where a mark is one of times. */
  readonly isFromTop: boolean
}

const USUAL = [',', '\t', ';', '|']
/** Only where none of the usual ones fits. */
const UNUSUAL = [':', '~', '^', '\u0001', '\u001f', '§', '¦', '/', '&', '  ', ' ']
const MAX_RECORDS = 500
/** Characters of a line in which repeated characters are looked for. */
const MAX_COMPARED = 4000
/** Lines that must contain a candidate. */
const FIRST_LINES = 40

export const COMMENT_MARKS = ['#', '%', '//'] as const

/** The candidates that fit, the best first; empty if the table has one column. */
export function rankSeparators(
  text: string,
  quote: string,
  skip: number,
  comment: string,
): SeparatorCandidate[] {
  const lines = firstLines(text, skip, comment)
  const rank = (marks: readonly string[]) =>
    marks
      .filter((sep) => occurs(sep, lines))
      .map((sep) => measure(text, { sep, quote, skip, comment }))
      .filter(({ width, consistency }) => width > 1 && consistency >= 0.5)
      .sort((a, b) => scoreOf(b) - scoreOf(a))
  const usual = rank([...USUAL, ...repeated(lines)])
  if (usual.length > 0 && scoreOf(usual[0]!) >= 0.4) return usual
  const unusual = rank(UNUSUAL)
  // Where single blanks divide all lines alike, double ones are alignment.
  const isBlank = unusual.some(({ sep, consistency }) => sep === ' ' && consistency >= 0.95)
  return [...usual, ...unusual.filter(({ sep }) => sep !== '  ' || !isBlank)].sort(
    (a, b) => scoreOf(b) - scoreOf(a),
  )
}

const scoreOf = ({ consistency, cleanliness, isFromTop }: SeparatorCandidate): number =>
  consistency * consistency * cleanliness * (isFromTop ? 1 : 0.97)

const isComment = (line: string): boolean => COMMENT_MARKS.some((mark) => line.startsWith(mark))

function firstLines(text: string, skip: number, comment: string): string[] {
  const lines: string[] = []
  for (let at = 0, number = 1; at < text.length && lines.length < FIRST_LINES; number++) {
    const end = endOfLine(text, at)
    const line = text.slice(at, end)
    at = end + 1
    if (number <= skip || line.trim() === '' || (comment !== '' && line.startsWith(comment))) continue
    lines.push(line)
  }
  const rows = lines.filter((line) => !isComment(line))
  return rows.length > 0 ? rows : lines
}

function occurs(sep: string, lines: readonly string[]): boolean {
  const pattern = separatorPattern(sep)
  const having = lines.filter((line) =>
    typeof pattern === 'string' ? line.includes(sep) : pattern.test(line.trim()),
  )
  return having.length >= lines.length / 2
}

/** Separators of several equal characters, such as `||`: all runs of the character have that length. */
function repeated(lines: readonly string[]): string[] {
  const starts = lines.map((line) => line.slice(0, MAX_COMPARED))
  return [...USUAL, ':', '~', '^', '/'].flatMap((mark) => {
    const runs = starts.flatMap((line) => {
      const found: number[] = []
      for (let at = 0; at < line.length; at++) {
        let length = 0
        while (line[at + length] === mark) length++
        if (length > 0) found.push(length)
        at += length
      }
      return found
    })
    const [first = 0] = runs
    return first > 1 && runs.length >= lines.length / 2 && runs.every((length) => length === first)
      ? [mark.repeat(first)]
      : []
  })
}

interface Format {
  readonly sep: string
  readonly quote: string
  readonly skip: number
  readonly comment: string
}

function measure(text: string, format: Format): SeparatorCandidate {
  const records = splitRecords(text, format, MAX_RECORDS)
  const width = usualWidth(records)
  const rows = records.filter(({ cells }) => !isComment(cells[0]!) || cells.length === width)
  const start = rows.findIndex(({ cells }) => cells.length === width)
  const table = rows.slice(Math.max(0, start))
  const fitting = table.filter(({ cells }) => cells.length === width)
  const shown = fitting.slice(0, 100).flatMap(({ cells }) => cells.slice(0, 200))
  const clean = shown.filter((cell) => isClean(cell, format.sep))
  return {
    sep: format.sep,
    width,
    consistency: fitting.length / table.length,
    cleanliness: shown.length === 0 ? 0 : clean.length / shown.length,
    isFromTop: start === 0,
  }
}

/** The number of cells of most records. */
export function usualWidth(records: readonly SampleRecord[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

/** Whether a cell is a number, a date, a known word, or a text without another separator and without half a number at its ends. */
function isClean(cell: string, sep: string): boolean {
  const text = cell.trim()
  if (text === '') return sep !== '|' && sep !== ':'
  if (kindOf(text) !== 'text') return true
  return !USUAL.some((mark) => mark !== sep[0] && text.includes(mark))
}
