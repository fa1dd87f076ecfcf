/** The order of categories and classes. */

/** Compares by code point, as Python and numpy sort strings in an exported program. */
export function byCodePoint(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return x.length - y.length
}

/** The chosen categories in their order, then the others sorted by code point. Chosen ones that do not occur are left out. */
export function orderCategories(categories: readonly string[], chosen: readonly string[] | null): string[] {
  const occurring = new Set(categories)
  const first = [...new Set(chosen ?? [])].filter((category) => occurring.has(category))
  const isFirst = new Set(first)
  return [...first, ...categories.filter((category) => !isFirst.has(category)).sort(byCodePoint)]
}

/** Codes in another order of the categories. */
export function recode(
  codes: Int32Array,
  categories: readonly string[],
  ordered: readonly string[],
): Int32Array {
  const index = new Map(ordered.map((category, i) => [category, i]))
  const next = categories.map((category) => index.get(category)!)
  return codes.map((code) => (code < 0 ? -1 : next[code]!))
}
