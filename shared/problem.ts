/** Problems are plain data. The editor, the checks before training and the engine all report them in this one form, and the canvas
 *  shows them on their nodes. */
import type { Document } from './document/document.ts'
import type { Text } from './text.ts'

/** An error prevents training, a warning does not. A hint is advice on good practice and is not counted with the others. */
export type Severity = 'error' | 'warning' | 'hint'

export interface Fix {
  readonly label: Text
  /** Returns the edited document (the result of an immer recipe); the edit is one undo step. */
  apply(document: Document): Document
}

export interface Problem {
  readonly code: string
  readonly severity: Severity
  readonly message: Text
  readonly node: string | null
  /** Keras argument name of the invalid field, with a path inside it: `kernel_initializer.seed`. */
  readonly field: string | null
  readonly fix?: Fix
}

/** A problem without its function, for printing and for sending to another process. */
export type ProblemData = Omit<Problem, 'fix'>

export const withoutFix = ({ code, severity, message, node, field }: ProblemData): ProblemData => ({
  code,
  severity,
  message,
  node,
  field,
})

export const hasError = (problems: readonly Pick<ProblemData, 'severity'>[]): boolean =>
  problems.some(({ severity }) => severity === 'error')

/** An error whose cause the user can fix; its message is the English text. */
export class ProblemError extends Error {
  readonly problems: readonly ProblemData[]
  constructor(problems: readonly ProblemData[]) {
    super(problems.map((p) => p.message.en).join('\n'))
    this.name = 'ProblemError'
    this.problems = problems
  }
}

/** Creates a problem. By default it belongs to no node: it is about a file, the machine or a run. */
export const problem = (code: string, message: Text, overrides: Partial<Problem> = {}): Problem => ({
  code,
  severity: 'error',
  node: null,
  field: null,
  ...overrides,
  message,
})
