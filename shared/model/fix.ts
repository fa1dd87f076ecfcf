/** A problem of a network, with an edit that solves it. */
import type { Document } from '../document/document.ts'
import type { ProblemData } from '../problem.ts'
import type { Text } from '../text.ts'

export interface Fix {
  readonly label: Text
  /** Returns the edited document (the result of an immer recipe); the edit is one undo step. */
  apply(document: Document): Document
}

export interface Problem extends ProblemData {
  readonly fix?: Fix
}
