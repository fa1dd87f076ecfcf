/** Names of the columns: from the header, each one unique, as pandas makes them. */

export interface ColumnName {
  readonly name: string
  /** As the header writes it; null without a header or with several lines of it. */
  readonly header: string | null
  /** The name was changed because it occurred before. */
  readonly isRepeated: boolean
}

/** @param lines cells of the lines of the header */
export function nameColumns(lines: readonly (readonly string[])[], width: number): ColumnName[] {
  const headers = lines.length === 1 ? lines[0]! : null
  const wanted = Array.from({ length: width }, (_, column) => {
    if (lines.length === 0) return `column${column}`
    return joined(lines, column) || `Unnamed: ${column}`
  })
  const used = new Set(wanted)
  const seen = new Set<string>()
  return wanted.map((name, column) => {
    const header = headers?.[column] ?? null
    if (!seen.has(name)) {
      seen.add(name)
      return { name, header, isRepeated: false }
    }
    let suffix = 1
    while (used.has(`${name}.${suffix}`)) suffix++
    const unique = `${name}.${suffix}`
    used.add(unique)
    seen.add(unique)
    return { name: unique, header, isRepeated: true }
  })
}

/** The parts of a name, joined by a blank. An empty cell above the last line continues the cell to its left. */
function joined(lines: readonly (readonly string[])[], column: number): string {
  return lines
    .map((line, i) => {
      let at = column
      if (i < lines.length - 1) while (at > 0 && line[at]!.trim() === '') at--
      return line[at]!.trim()
    })
    .filter((part) => part !== '')
    .join(' ')
}
