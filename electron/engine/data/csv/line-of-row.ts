/** The lines of rows: rows with line breaks in their cells, comments and empty lines move those after them. */

/** 1-based line on which a row starts. @param lines pairs: from this row on, the line is the row plus the second number */
export function lineOfRow(lines: readonly number[], row: number): number {
  let [low, high] = [0, lines.length / 2 - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lines[middle * 2]! <= row) low = middle
    else high = middle - 1
  }
  return row + lines[low * 2 + 1]!
}
