/** The order of categories and classes: numbers by value, texts by code point, as Python and numpy sort them. */
import { byCodePoint } from '../../../../shared/data/code-points.ts'

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)

/** Sorted: by value if all are numbers, otherwise by code point. */
export const sortedCategories = (texts: readonly string[]): string[] =>
  texts.every(isNumber)
    ? texts.toSorted((a, b) => Number(a) - Number(b) || byCodePoint(a, b))
    : texts.toSorted(byCodePoint)
