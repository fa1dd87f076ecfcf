/** The problems that a run ends with when something was thrown. */
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import * as texts from './texts.ts'

export const problemsOf = (error: unknown): readonly ProblemData[] =>
  error instanceof ProblemError
    ? error.problems
    : [texts.unexpected(error instanceof Error ? error.message : String(error))]
