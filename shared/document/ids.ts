/** Ids of a document: short, readable, and the same for the same edits, so that two versions of a file compare well. */

/** Starts with a letter: a key that looks like a number would move to the front of its object. */
export const ID = /^[A-Za-z][A-Za-z0-9_.:>-]{0,199}$/

/** `BatchNormalization` → `batch_normalization`, as Keras names its layers (keras/src/utils/naming.py). */
export const snakeCase = (type: string): string =>
  type
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()

/** `dense`, `dense_2`, `dense_3`…: the first that none of the maps holds. */
export function freshId(base: string, ...taken: readonly { readonly [id: string]: unknown }[]): string {
  const stem = ID.test(base) ? base.slice(0, 180) : 'node'
  for (let n = 1; ; n++) {
    const id = n === 1 ? stem : `${stem}_${n}`
    if (!taken.some((map) => Object.hasOwn(map, id))) return id
  }
}

/** `dense_7` → `dense`: what a copy is numbered from. */
export const stemOf = (id: string): string => id.replace(/_\d+$/, '')
