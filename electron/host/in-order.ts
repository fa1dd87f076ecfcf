/** One thing after the other: what reads, changes and writes a file must not overlap. */
export interface InOrder {
  <T>(work: () => Promise<T>): Promise<T>
  /** When everything asked so far is done, well or not. */
  settled(): Promise<void>
}

export function inOrder(): InOrder {
  let last: Promise<unknown> = Promise.resolve()
  const run = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine
    return mine
  }
  return Object.assign(run, {
    settled: () =>
      last.then(
        () => {},
        () => {},
      ),
  })
}
