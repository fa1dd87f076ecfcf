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

/** The same for each key by itself: what waits for one file holds up no other. */
export interface InOrderByKey {
  <T>(key: string, work: () => Promise<T>): Promise<T>
  settled(): Promise<void>
}

export function inOrderByKey(): InOrderByKey {
  const queues = new Map<string, InOrder>()
  const run = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const queue = queues.get(key) ?? inOrder()
    queues.set(key, queue)
    return queue(work)
  }
  return Object.assign(run, {
    async settled() {
      await Promise.all([...queues.values()].map((queue) => queue.settled()))
    },
  })
}
