/** The order of categories and classes. */

/** The chosen categories in their order, then the others in theirs. Chosen ones that do not occur are left out. */
export function orderCategories(categories: readonly string[], chosen: readonly string[] | null): string[] {
  const occurring = new Set(categories)
  const first = [...new Set(chosen ?? [])].filter((category) => occurring.has(category))
  const isFirst = new Set(first)
  return [...first, ...categories.filter((category) => !isFirst.has(category))]
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
