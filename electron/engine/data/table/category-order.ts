/** The order of categories and classes: numbers by value, texts by code point, as Python and numpy sort them. */

/** Compares by code point. JavaScript compares UTF-16 units, in which characters beyond U+FFFF come before U+E000 to U+FFFF. */
export function byCodePoint(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x === y) continue
    const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff
    return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1
  }
  return a.length - b.length
}

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)

/** Sorted: by value if all are numbers, otherwise by code point. */
export const sortedCategories = (texts: readonly string[]): string[] =>
  texts.every(isNumber)
    ? texts.toSorted((a, b) => Number(a) - Number(b) || byCodePoint(a, b))
    : texts.toSorted(byCodePoint)
