/** Long work on many rows in slices: a generator yields between them, so that whoever runs it may let other work run, or stop it. */
export type Slices<T> = Generator<undefined, T, undefined>

/** Rows of a slice: a few milliseconds of work. */
const SLICE = 131_072

/** Visits the numbers from 0 to `count` in slices. */
export function* inSlices(count: number, visit: (from: number, to: number) => void): Slices<void> {
  for (let from = 0; from < count; from += SLICE) {
    visit(from, Math.min(from + SLICE, count))
    yield
  }
}

/** All of the work at once. */
export function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
