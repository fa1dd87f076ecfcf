/** Rows of cells as lines with aligned columns. */

/** Columns that a terminal needs for a text: two for a character of East Asian scripts. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (width, character) =>
      width +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character)
        ? 2
        : 1),
    0,
  )

/** The text on one line, cut with an ellipsis. */
export function shortened(text: string, width: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (widthOf(line) <= width) return line
  let cut = [...line]
  while (widthOf(cut.join('')) > width - 1) cut = cut.slice(0, -1)
  return `${cut.join('')}…`
}

/** @param right numbers of the columns that are aligned to the right */
export function aligned(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => widthOf(row[i]!))))
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const blanks = ' '.repeat(widths[i]! - widthOf(cell))
        return right.includes(i) ? blanks + cell : cell + blanks
      })
      .join('  ')
      .trimEnd(),
  )
}
