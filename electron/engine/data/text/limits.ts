/** Limits on packed files. */

/** A packed file may always become this large… */
export const MAX_UNPACKED = 2 * 1024 ** 3
/** …and beyond it, this many times its own size. */
export const MAX_RATIO = 200
