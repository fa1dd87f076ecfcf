/** A queue that runs tasks one after the other, so that reading, changing and writing a file do not overlap. */
export interface SerialQueue {
  <T>(work: () => Promise<T>): Promise<T>
  /** Resolves when all queued tasks have settled. */
  settled(): Promise<void>
}

export function serialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve()
  const run = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work)
    last = result
    return result
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
export interface KeyedQueue {
  <T>(key: string, work: () => Promise<T>): Promise<T>
  settled(): Promise<void>
}

export function keyedQueue(): KeyedQueue {
  const queues = new Map<string, SerialQueue>()
  const run = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const queue = queues.get(key) ?? serialQueue()
    queues.set(key, queue)
    return queue(work)
  }
  return Object.assign(run, {
    async settled() {
      await Promise.all([...queues.values()].map((queue) => queue.settled()))
    },
  })
}
