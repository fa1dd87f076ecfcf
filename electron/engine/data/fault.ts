/** A single problem as an error, as all readers report. */
import { ProblemError, problem } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'

export const fault = (code: string, message: Text, field: string | null = null): ProblemError =>
  new ProblemError([problem(code, message, { field })])
