/** A single problem as an error, as all readers report. */
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'

export const fault = (code: string, message: Text, field: string | null = null): ProblemError =>
  new ProblemError([problemData(code, message, field)])

export const problemData = (code: string, message: Text, field: string | null = null): ProblemData => ({
  code,
  severity: 'error',
  node: null,
  field,
  message,
})
