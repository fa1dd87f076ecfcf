/** A single problem as an error: the form in which all readers report. */
import { ProblemError, problem } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'

export const problemError = (code: string, message: Text, field: string | null = null): ProblemError =>
  new ProblemError([problem(code, message, { field })])
