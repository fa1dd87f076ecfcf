/** Names of columns. */

/** The last word in small letters: `id` of `customer_id`, `PassengerId` and `Customer ID`. */
export const lastWord = (name: string): string =>
  name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_\-.]+/)
    .at(-1)!
