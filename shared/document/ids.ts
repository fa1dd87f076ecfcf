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
export function freshId(base: string, ...taken: readonly { readonly [id: string]: unknown }[]): string {
  return idGiver(...taken)(base)
}

/** A generator for many ids: each call returns an id that neither the maps nor an earlier call has. */
export function idGiver(...taken: readonly { readonly [id: string]: unknown }[]): (base: string) => string {
  const given = new Set<string>()
  const last = new Map<string, number>()
  return (wish) => {
    const base = ID.test(wish.slice(0, 180)) ? wish.slice(0, 180) : 'node'
    for (let n = (last.get(base) ?? 0) + 1; ; n++) {
      const id = n === 1 ? base : `${base}_${n}`
      if (given.has(id) || taken.some((map) => Object.hasOwn(map, id))) continue
      last.set(base, n)
      given.add(id)
      return id
    }
  }
}

/** `dense_7` → `dense`: the base from which the id of a copy is numbered. */
export const stemOf = (id: string): string => id.replace(/_\d+$/, '')
