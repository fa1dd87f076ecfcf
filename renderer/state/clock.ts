/** When the person did it. The time of the key or press that is being handled: a burst is one of the hand, so a slow computer makes
 *  no two steps of it and a fast one no single step of two gestures. */

/** What tells the time; tests put their own in its place. */
export const clock = {
  /** Milliseconds. Outside an event, that of now. */
  now: (): number => globalThis.event?.timeStamp ?? performance.now(),
}
