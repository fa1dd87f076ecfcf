/** The row that a text names, counted from 0, at most the last one; null for any other text. “1,000” and “1000” are the same. */
export function rowNamed(text: string, rows: number): number | null {
  const digits = text.replaceAll(/[,\s]/g, '')
  return /^\d{1,12}$/.test(digits) && rows > 0 ? Math.min(Math.max(Number(digits), 1), rows) - 1 : null
}
