/** Converts any thrown value into sentences for the user, or into problems of the data. */
import { type ProblemData, ProblemError, problem } from '../../shared/problem.ts'
import { type Text, untranslated } from '../../shared/text.ts'

export function sentencesOf(error: unknown): readonly Text[] {
  if (error instanceof ProblemError) return error.problems.map((p) => p.message)
  return [untranslated(error instanceof Error ? error.message : String(error))]
}

/** @param error thrown by a call about the data */
export const problemsOf = (error: unknown): readonly ProblemData[] =>
  error instanceof ProblemError ? error.problems : sentencesOf(error).map((text) => problem('data', text))
