/** Errors about a text: what is wrong and where, thrown as one ProblemError. */
import { ProblemError, problem } from '../problem.ts'
import type { Text } from '../text.ts'
import { MAX_PROBLEMS } from './limits.ts'

export interface Fault {
  /** `networks.main.nodes.dense.position` */
  readonly place: string
  readonly text: Text
}

/** Does nothing without faults.
 *  @throws ProblemError with the first 20 faults */
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

/** @throws ProblemError with one sentence */
export function refuseText(code: string, en: string, ko: string): never {
  throw new ProblemError([problem(code, { en, ko })])
}
