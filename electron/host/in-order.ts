/** A queue that runs tasks one after the other, so that reading, changing and writing a file do not overlap. */
export interface InOrder {
  <T>(work: () => Promise<T>): Promise<T>
  /** Resolves when all queued tasks have settled. */
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

/** A queue per key, so that different files do not wait for each other. */
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
