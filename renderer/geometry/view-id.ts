/** Ids of the drawn nodes: a layer has its own id, a note its id with a prefix. */

/** The prefix of a note's view id among React Flow's nodes. No node id begins with it. */
const VIEW_ID_PREFIX = '#'
export const viewIdOf = (note: string): string => VIEW_ID_PREFIX + note
/** The note id of a view id; null for a layer. */
export const noteIdOf = (viewId: string): string | null =>
  viewId.startsWith(VIEW_ID_PREFIX) ? viewId.slice(VIEW_ID_PREFIX.length) : null
