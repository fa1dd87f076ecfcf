/** The order of texts in Python and numpy. */

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
