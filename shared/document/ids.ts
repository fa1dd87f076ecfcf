/** Ids of a document: short, readable, and the same for the same edits, so that two versions of a file can be compared line by line. */

/** An id starts with a letter, because JavaScript moves a number-like key to the front of its object. */
export const ID = /^[A-Za-z][A-Za-z0-9_.:>-]{0,199}$/

/** `BatchNormalization` → `batch_normalization`, as Keras names its layers (keras/src/utils/naming.py). */
export const snakeCase = (type: string): string =>
  type
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()

/** The first of `dense`, `dense_2`, `dense_3`… that none of the maps has. */
export function uniqueId(base: string, ...taken: readonly { readonly [id: string]: unknown }[]): string {
  return createIdGenerator(...taken)(base)
}

/** A generator for many ids: each call returns an id that neither the maps nor an earlier call has. */
export function createIdGenerator(
  ...taken: readonly { readonly [id: string]: unknown }[]
): (base: string) => string {
  const issued = new Set<string>()
  const lastNumbers = new Map<string, number>()
  return (preferred) => {
    const base = ID.test(preferred.slice(0, 180)) ? preferred.slice(0, 180) : 'node'
    for (let n = (lastNumbers.get(base) ?? 0) + 1; ; n++) {
      const id = n === 1 ? base : `${base}_${n}`
      if (issued.has(id) || taken.some((map) => Object.hasOwn(map, id))) continue
      lastNumbers.set(base, n)
      issued.add(id)
      return id
    }
  }
}

/** `dense_7` → `dense`: the base from which the id of a copy is numbered. */
export const baseId = (id: string): string => id.replace(/_\d+$/, '')
