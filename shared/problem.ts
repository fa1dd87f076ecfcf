/** A problem is data: found while drawing, before training or by the engine, and shown on its node in one shape. */
import type { Document } from './document/document.ts'
import type { Text } from './text.ts'

/** An error stops training, a warning does not. A hint is advice about what is sound: it is not counted with the others. */
export type Severity = 'error' | 'warning' | 'hint'

export interface Fix {
  readonly label: Text
  /** A document edit (an immer recipe result): one undo step. */
  apply(document: Document): Document
}

export interface Problem {
  readonly code: string
  readonly severity: Severity
  readonly message: Text
  readonly node: string | null
  /** Keras argument name of the field at fault, with a path inside it: `kernel_initializer.seed`. */
  readonly field: string | null
  readonly fix?: Fix
}

/** What crosses a process border or is printed: the same without the function. */
export type ProblemData = Omit<Problem, 'fix'>

export const hasError = (problems: readonly Pick<ProblemData, 'severity'>[]): boolean =>
  problems.some(({ severity }) => severity === 'error')

/** An error whose cause is something a person can mend; its message is the English text. */
export class ProblemError extends Error {
  readonly problems: readonly ProblemData[]
  constructor(problems: readonly ProblemData[]) {
    super(problems.map((p) => p.message.en).join('\n'))
    this.name = 'ProblemError'
    this.problems = problems
  }
}

/** A problem that is about no node: a file, the machine, a run. */
export const problem = (code: string, message: Text, at: Partial<Problem> = {}): Problem => ({
  code,
  severity: 'error',
  node: null,
  field: null,
  ...at,
  message,
})
