/** Limits on the size of data: large enough for a personal computer, small enough that an invalid header is rejected quickly. */

/** Rows of a dataset; keeps rows × rows exact in double precision, which the split relies on. */
export const MAX_ROWS = 20_000_000
/** Bytes of all features of a dataset. */
export const MAX_BYTES = 8 * 1024 ** 3
export const MAX_COLUMNS = 20_000
export const MAX_CLASSES = 10_000
/** Bytes of a line of a table. */
export const MAX_LINE = 2 * 1024 ** 2
/** Numbers of a multi-label target: rows × labels. */
export const MAX_LABEL_VALUES = 2 ** 27
/** Bytes of the distinct cells of a column that lists labels, about. */
export const MAX_LABEL_CELL_BYTES = 2 ** 28
/** The maximum number of outputs of a network. */
export const MAX_TARGETS = 64
