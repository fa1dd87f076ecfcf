/** The time of a user's action, taken from the key or pointer event being handled. Edits are merged into one step by the user's timing:
 *  a slow computer does not split a burst, and a fast one does not merge two gestures. */

/** The time source. Tests replace it. */
export const clock = {
  /** Milliseconds; the current time outside an event. */
  now: (): number => globalThis.event?.timeStamp ?? performance.now(),
}
