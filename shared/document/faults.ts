/** Refusing: what is wrong with a text, at which places, as one error. */
import { ProblemError, problem } from '../problem.ts'
import type { Text } from '../text.ts'
import { MAX_PROBLEMS } from './limits.ts'

export interface Fault {
  /** `networks.main.nodes.dense.position` */
  readonly place: string
  readonly text: Text
}

/** Throws ProblemError with the first 20 faults; does nothing when there is none. */
export function refuse(faults: readonly Fault[], code = 'file_structure'): void {
  if (faults.length === 0) return
  throw new ProblemError(
    faults
      .slice(0, MAX_PROBLEMS)
      .map(({ place, text }) =>
        problem(code, { en: `${place}: ${text.en}.`, ko: `${place}: ${text.ko}.` }, { field: place }),
      ),
  )
}

/** Throws ProblemError with one sentence. */
export function refuseText(code: string, en: string, ko: string): never {
  throw new ProblemError([problem(code, { en, ko })])
}
