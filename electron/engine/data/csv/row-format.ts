/** How the rows of a table are written, and what can be wrong with a line. */

export interface RowFormat {
  /** One or several characters; a blank: one or more blanks, two blanks: two or more. */
  readonly sep: string
  /** Empty: cells are not quoted. */
  readonly quote: string
  /** Lines that start with it are left out; empty: none. */
  readonly comment: string
  /** Lines at the top that are left out. */
  readonly skip: number
  /** Lines with names, after those. */
  readonly header: number
  readonly decimal: string
  /** Where no comment is known: lines that do not fit the table and start with one of these marks are left out and noted. */
  readonly commentCandidates: readonly string[]
}

/** What is wrong with a line of the table. */
export type RowFault =
  | { readonly kind: 'ragged'; readonly line: number; readonly expected: number; readonly found: number }
  | { readonly kind: 'open quote'; readonly line: number }
  | { readonly kind: 'text after quote'; readonly line: number }

export class RowError extends Error {
  readonly fault: RowFault
  constructor(fault: RowFault) {
    super(`${fault.kind} in line ${fault.line}`)
    this.fault = fault
  }
}

/** A line that does not fit the table and looks like a comment. */
export interface UnfitLine {
  readonly line: number
  readonly mark: string
  readonly text: string
  readonly cells: number
}
