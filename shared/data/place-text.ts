/** Where a row stands, in words: its line in the file, or its number in a table without lines. Both are counted from 1. */
import type { Text } from '../text.ts'

export function placeOf(line: number | null, row: number): Text {
  const number = (line ?? row + 1).toLocaleString('en-US')
  return line === null
    ? { en: `row ${number}`, ko: `${number}행` }
    : { en: `line ${number}`, ko: `${number}번째 줄` }
}
