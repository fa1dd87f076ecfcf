/** Problems are plain data. The editor, the checks before training and the engine all report them in this one form, and the canvas
 *  shows them on their nodes. */
import type { Text } from './text.ts'

/** An error prevents training, a warning does not. A finding is what the doctor saw in figures (shared/doctor). A hint suggests an
 *  improvement and is not counted with the others. */
export const SEVERITIES = ['error', 'warning', 'finding', 'hint'] as const
export type Severity = (typeof SEVERITIES)[number]

/** A problem that can be printed and sent to another process. */
export interface ProblemData {
  readonly code: string
  readonly severity: Severity
  readonly message: Text
  readonly node: string | null
  /** Keras argument name of the invalid field, with a path inside it: `kernel_initializer.seed`. */
  readonly field: string | null
  /** 0-based rows of the data that it is about, where it is about a few of them. */
  readonly rows?: readonly number[] | undefined
}

/** The problem without a fix: a function cannot be sent to another process. */
export const withoutFix = ({ code, severity, message, node, field, rows }: ProblemData): ProblemData => ({
  code,
  severity,
  message,
  node,
  field,
  ...(rows && { rows }),
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

/** Whether an error has a problem with this code. @param error any thrown value */
export const hasCode = (error: unknown, code: string): boolean =>
  error instanceof ProblemError && error.problems.some((each) => each.code === code)

/** Creates a problem, with or without a fix (model/fix.ts). By default it belongs to no node: it is about a file, the machine or a run. */
export const problem = <F = never>(
  code: string,
  message: Text,
  overrides: Partial<ProblemData> & { readonly fix?: F } = {},
): ProblemData & { readonly fix?: F } => ({
  code,
  severity: 'error',
  node: null,
  field: null,
  ...overrides,
  message,
})
