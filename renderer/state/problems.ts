/** Converts any thrown value into sentences for the user. */
import { ProblemError } from '../../shared/problem.ts'
import { type Text, untranslated } from '../../shared/text.ts'

export function sentencesOf(error: unknown): readonly Text[] {
  if (error instanceof ProblemError) return error.problems.map((p) => p.message)
  return [untranslated(error instanceof Error ? error.message : String(error))]
}
