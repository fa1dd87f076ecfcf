/** How much data the engine takes in: large enough for what fits a personal computer, small enough that a hostile header ends quickly. */

/** Rows of one dataset; keeps rows × rows exact in double precision, which the split relies on. */
export const MAX_ROWS = 20_000_000
/** Bytes of all features of one dataset. */
export const MAX_BYTES = 8 * 1024 ** 3
export const MAX_COLUMNS = 10_000
export const MAX_CLASSES = 10_000
/** Bytes of one line of a table. */
export const MAX_LINE = 2 * 1024 ** 2
/** As many as a network may have Outputs. */
export const MAX_TARGETS = 64
